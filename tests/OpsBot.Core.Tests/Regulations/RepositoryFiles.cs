namespace OpsBot.Core.Tests.Regulations;

/// <summary>Finds the files of the repository from wherever the tests run.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Packs => Path.Combine(Root, "manifests", "packs");

    public static string Fixtures => Path.Combine(Root, "tests", "fixtures", "regulations");

    public static IReadOnlyList<string> RawSources =>
        [.. Directory.EnumerateFiles(Fixtures, "*.txt").Order(StringComparer.Ordinal)];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OpsBot.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("OpsBot.sln is in no folder above the tests.");
    }
}
