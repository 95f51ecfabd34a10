# A registry of a million nodes with four years of history; bench/registry.sh fills a store with it and serves it.
bench(registry gangmu_services)
