# From a value that is recorded to the notice that somebody has, under load.
bench(warning gangmu_services)
