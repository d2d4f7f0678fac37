using OpsBot.Core.Regulations;

namespace OpsBot.Core.Tests.Regulations;

public sealed class ClausePackTests
{
    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"schema\":1,\"pack\":")]
    [InlineData("null")]
    public void Parse_BrokenText_NamesTheFile(string json) =>
        Assert.Contains("clauses.json", Assert.Throws<FormatException>(() => ClausePack.Parse(json)).Message);

    [Fact]
    public void Parse_NewerSchema_SaysWhichSchemaIsRead() =>
        Assert.Contains("schema 2", Assert.Throws<FormatException>(() => ClausePack.Parse("{\"schema\":2,\"pack\":\"x\",\"documents\":[]}")).Message);

    [Fact]
    public void ToJson_Parsed_IsTheSameText()
    {
        var json = File.ReadAllText(Path.Combine(RepositoryFiles.Packs, "huizhou", "clauses.json"));

        Assert.Equal(json, ClausePack.Parse(json).ToJson());
    }

    [Fact]
    public void Library_SameIdTwice_IsRefused()
    {
        var pack = ClausePack.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Packs, "huizhou", "clauses.json")));

        Assert.Contains("huizhou:¶1", Assert.Throws<ArgumentException>(() => new ClauseLibrary([pack, pack])).Message);
    }
}
