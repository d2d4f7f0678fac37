using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Import;
using OpsBot.Web.Packs;

namespace OpsBot.Core.Tests.Regulations;

/// <summary>The real packs, read once for all tests.</summary>
internal static class TestLibrary
{
    public static PackReader Reader { get; } = PackReader.Open(RepositoryFiles.Packs);

    public static RegulationPack Pack { get; } = Reader.ReadRegulations();

    public static RegulationAnswerer Answerer { get; } = new(Pack);

    public static SourceImporter Importer { get; } = Reader.ReadImporter();

    public static Answer Ask(string question, string? territory = null) => Answerer.Answer(question, new AskerContext(territory));
}
