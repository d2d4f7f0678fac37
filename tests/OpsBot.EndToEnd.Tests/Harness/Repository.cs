namespace OpsBot.EndToEnd.Tests.Harness;

/// <summary>Finds the checkout and the built bot in it.</summary>
internal static class Repository
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    public static string Root { get; } = FindRoot();

    public static string BotAssembly { get; } = Path.Combine(Root, "bot", "OpsBot.Web", "bin", Configuration, "net10.0", "opsbot.dll");

    /// <summary>The runtime options that the product has.</summary>
    public static string BotRuntimeOptions { get; } = Path.ChangeExtension(BotAssembly, ".runtimeconfig.json");

    /// <summary>The same bot with a clock that the test gives.</summary>
    public static string ClockedBotAssembly { get; } = Path.Combine(Root, "tests", "OpsBot.ClockedBot", "bin", Configuration, "net10.0", "OpsBot.ClockedBot.dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "OpsBot.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests must run inside the checkout: no OpsBot.sln above the test's folder.");
    }
}
