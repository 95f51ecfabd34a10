# What a change costs in a large registry, what a node weighs, and how fast the past and a restart answer.
bench(state gangmu_state)
