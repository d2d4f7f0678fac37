using OpsBot.Benchmarks.Turn;

return args switch
{
    ["bare", var port, var redisPort] => await BareLoop.RunAsync(port, redisPort),
    ["botbuilder-net", var port, var redisPort, var platform, var app] => await OpsBot.Benchmarks.Turn.DotNetPeer.PeerHost.RunAsync(port, redisPort, platform, app),
    ["run", .. var rest] => await Comparison.RunAsync(Settings.Read(rest)),
    _ => Settings.Explain(),
};
