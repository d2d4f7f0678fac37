// Each test starts real processes; two cores serve one of them at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
