using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Tests.Identity;

/// <summary>Accounts by channel in the directory's file.</summary>
public sealed class DirectoryAccountsTests
{
    private static readonly IReadOnlyList<AccountChannel> Channels =
    [
        new("dingtalk", account => new Address("dingtalk", $"user:{account}", account), AccountDefault.WithoutAccounts),
        new("wecom", null, AccountDefault.WithoutAccounts),
        new("teams", account => new Address("teams", "", account), AccountDefault.Nobody),
        new("directline", account => new Address("directline", $"web-{account}", account), AccountDefault.Everybody),
    ];

    [Fact]
    public void Parse_WithoutAccounts_TheIdIsTheAccountOfEachMessengerThatIsOn()
    {
        var directory = Parse(Person("chen"));

        Assert.Equal(
            [new Address("dingtalk", "user:chen", "chen"), new Address("directline", "web-chen", "chen")],
            directory.Person("chen")!.Addresses);
        Assert.Null(directory.ByAccount("teams", "chen"));
        Assert.Null(directory.ByAccount("wecom", "chen"));
    }

    [Fact]
    public void Parse_WithAccounts_OnlyTheNamedMessengersKnowThePerson()
    {
        var directory = Parse(Person("chen", """{"wecom":"CHEN.W","teams":"0b7c"}"""));

        Assert.Equal([new Address("teams", "", "0b7c"), new Address("directline", "web-chen", "chen")], directory.Person("chen")!.Addresses);
        Assert.Equal("chen", directory.ByAccount("teams", "0b7c")?.Id);
        // A channel that is off reaches nobody, and its account is still the person's.
        Assert.Equal("chen", directory.ByAccount("wecom", "CHEN.W")?.Id);
        Assert.Null(directory.ByAccount("wecom", "chen.w"));
        Assert.Null(directory.ByAccount("dingtalk", "chen"));
    }

    [Fact]
    public void Parse_AnotherPersonsIdAsAccount_IsTwoClaims()
    {
        var fault = Assert.Throws<FormatException>(() => Parse(Person("chen"), Person("lin", """{"dingtalk":"chen"}""")));

        Assert.Contains("The account 'chen' in the channel 'dingtalk' is claimed by two people, 'chen' and 'lin'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OneAccountOfTwoPeopleInAChannelThatIsOff_IsRefusedToo() => Assert.Contains(
        "'chen' and 'lin'",
        Assert.Throws<FormatException>(() => Parse(Person("chen", """{"wecom":"w1"}"""), Person("lin", """{"wecom":"w1"}"""))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Parse_TheSameWordInTwoChannels_IsTwoAccounts()
    {
        var directory = Parse(Person("chen", """{"dingtalk":"x"}"""), Person("lin", """{"teams":"x"}"""));

        Assert.Equal("chen", directory.ByAccount("dingtalk", "x")?.Id);
        Assert.Equal("lin", directory.ByAccount("teams", "x")?.Id);
    }

    [Theory]
    [InlineData("[]", "people[chen]: 'accounts' must be an object")]
    [InlineData("""{"telegram":"x"}""", "names the unknown channel 'telegram'; known are dingtalk, wecom, teams, directline")]
    [InlineData("""{"wecom":""}""", "the account in 'wecom' must be a text of 1 to 256 characters")]
    [InlineData("""{"wecom":" x"}""", "the account in 'wecom' must be a text of 1 to 256 characters")]
    [InlineData("""{"wecom":7}""", "the account in 'wecom' must be a text of 1 to 256 characters")]
    [InlineData("""{"wecom":"a","wecom":"b"}""", "names the channel 'wecom' twice")]
    public void Parse_BadAccounts_AreRefusedWithTheReason(string accounts, string expected) => Assert.Contains(
        expected, Assert.Throws<FormatException>(() => Parse(Person("chen", accounts))).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_SeveralFaults_AreListedTogether()
    {
        var fault = Assert.Throws<FormatException>(() => Parse(Person("chen", """{"x":"1"}"""), Person("lin", """{"y":"1"}""")));

        Assert.Contains("people[chen]", fault.Message, StringComparison.Ordinal);
        Assert.Contains("people[lin]", fault.Message, StringComparison.Ordinal);
    }

    private static string Person(string id, string? accounts = null) =>
        $$"""{"id":"{{id}}","name":"人","unit":"u","roles":["cadre"]{{(accounts is null ? "" : $",\"accounts\":{accounts}")}}}""";

    private static DirectorySnapshot Parse(params string[] people) =>
        DirectoryPack.Parse($$"""{"units":[{"id":"u","name":"市","kind":"city"}],"people":[{{string.Join(',', people)}}]}""", Channels);
}
