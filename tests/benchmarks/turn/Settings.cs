namespace OpsBot.Benchmarks.Turn;

/// <summary>What to measure.</summary>
/// <param name="Root">Folder of the repository.</param>
/// <param name="Rounds">Rounds; the medians are printed.</param>
/// <param name="Seconds">Length of one measurement.</param>
/// <param name="Connections">Numbers of connections, one table each.</param>
/// <param name="Fsync">Redis' appendfsync, the same for all.</param>
/// <param name="Texts">What is typed, in turn.</param>
/// <param name="Peers">Who takes part.</param>
internal sealed record Settings(string Root, int Rounds, int Seconds, int[] Connections, string Fsync, string[] Texts, string[] Peers)
{
    /// <summary>
    /// The runtime's setting by which the load and the fake channel go on where their sockets wake them: the two cores are for those
    /// who are measured, who run as they are.
    /// </summary>
    public const string LightLoad = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    // Its answer is as short as what the peers echo.
    private static readonly string[] Short = ["谢谢"];
    private static readonly string[] Help = ["帮助"];
    private static readonly string[] Questions = ["减负通知里对会议有什么要求", "能不能半夜在群里派活", "督查检查考核一年几次", "要求晚上十点报数合规吗"];

    public static Settings Read(string[] words)
    {
        var given = words.Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new Settings(
            given["root"],
            int.Parse(given.GetValueOrDefault("rounds", "3")),
            int.Parse(given.GetValueOrDefault("seconds", "8")),
            [.. given.GetValueOrDefault("connections", "16,64").Split(',').Select(int.Parse)],
            given.GetValueOrDefault("fsync", "always"),
            given.GetValueOrDefault("texts", "short") switch
            {
                "short" => Short,
                "help" => Help,
                "questions" => Questions,
                var other => throw new ArgumentException($"There are no texts '{other}'."),
            },
            given.GetValueOrDefault("peers", "opsbot,botbuilder,botbuilder-net,bare").Split(','));
    }

    public static int Explain()
    {
        Console.Error.WriteLine("run root=FOLDER [rounds=3] [seconds=8] [connections=16,64] [fsync=always|everysec] [texts=short|help|questions] [peers=opsbot,botbuilder,botbuilder-net,bare]");
        return 2;
    }
}
