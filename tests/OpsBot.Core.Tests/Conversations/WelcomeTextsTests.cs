using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Tests.Conversations;

public sealed class WelcomeTextsTests
{
    [Fact]
    public void For_KnownPerson_NamesTheWordsForAccounts()
    {
        var help = WelcomeTexts.For(new Person("p1", "林夏", "u", [], [])).Text;

        Assert.Contains("绑定账号", help, StringComparison.Ordinal);
        Assert.Contains("我的账号", help, StringComparison.Ordinal);
    }

    [Fact]
    public void For_Stranger_SaysNothingOfAccounts() => Assert.DoesNotContain("账号", WelcomeTexts.For(null).Text, StringComparison.Ordinal);
}
