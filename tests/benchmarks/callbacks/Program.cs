using OpsBot.Benchmarks.Callbacks;

return await Comparison.RunAsync(Settings.Read(args));
