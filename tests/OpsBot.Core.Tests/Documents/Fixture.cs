using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Web.Documents;

namespace OpsBot.Core.Tests.Documents;

/// <summary>The committed documents and the reader under test.</summary>
internal static class Fixture
{
    public const int Limit = 5 * 1024 * 1024;

    public static DocumentReader Reader { get; } = new(Limit);

    public static string PathOf(string name) => Path.Combine(RepositoryFiles.Root, "tests", "fixtures", "documents", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static DocumentReading Read(string name) => Reader.Read(Bytes(name));

    public static ImportResult Import(SourceText source) => TestLibrary.Importer.Import(source, "trial");
}
