bench(measure gangmu_measure gangmu_services)
