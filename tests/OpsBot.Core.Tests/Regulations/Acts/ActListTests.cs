using OpsBot.Core.Regulations.Acts;

namespace OpsBot.Core.Tests.Regulations.Acts;

public sealed class ActListTests
{
    public static TheoryData<string> Names => [.. TestLibrary.Pack.Acts.Acts.Select(act => act.Name)];

    public static TheoryData<string> Contradictions => [.. TestLibrary.Pack.Acts.Contradictions.Select(contradiction => contradiction.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Act_ItsFirstWords_DoNotRuleItOutAndEveryPhraseStandsInAClause(string name)
    {
        var act = Assert.Single(TestLibrary.Pack.Acts.Acts, candidate => candidate.Name == name);

        Assert.DoesNotContain(act.Not ?? [], word => Example(act).Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.All(act.Say, words => Assert.NotEmpty(words));
        Assert.All(act.Mean, phrase => Assert.Contains(TestLibrary.Pack.Library.Clauses, clause => clause.Text.Contains(phrase, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Contradiction_ItsClauses_Exist(string name) =>
        Assert.All(
            Assert.Single(TestLibrary.Pack.Acts.Contradictions, candidate => candidate.Name == name).Clauses,
            id => Assert.NotNull(TestLibrary.Pack.Library.Find(id)));

    [Fact]
    public void Words_EveryEntry_LeadsToItsOfficialTerms() =>
        Assert.All(TestLibrary.Pack.Words.Words, group => Assert.All(group.Say, word => Assert.Subset(TestLibrary.Pack.Words.Expand(word).ToHashSet(), group.Mean.ToHashSet())));

    private static string Example(SpokenAct act) => string.Join(',', act.Say.Select(words => words[0]));
}
