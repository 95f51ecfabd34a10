bench(evaluation gangmu_evaluation)
