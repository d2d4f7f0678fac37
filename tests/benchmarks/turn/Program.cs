using OpsBot.Benchmarks.Turn;

return args switch
{
    ["bare", var port, var redisPort] => await BareLoop.RunAsync(port, redisPort),
    ["run", .. var rest] => await Comparison.RunAsync(Settings.Read(rest)),
    _ => Settings.Explain(),
};
