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

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "OpsBot.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests must run inside the checkout: no OpsBot.sln above the test's folder.");
    }
}
