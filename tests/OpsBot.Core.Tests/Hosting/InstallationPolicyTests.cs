using OpsBot.Core.Changes;
using OpsBot.Web.Hosting;

namespace OpsBot.Core.Tests.Hosting;

/// <summary>Data of a version that left no mark.</summary>
public sealed class InstallationPolicyTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("heartbeat calendar-watch certificate", "", true)]
    [InlineData("demo conversation case", "directline/x/y", true)]
    [InlineData("conversation case", "directline/demo-chenmei/chenmei", true)]
    [InlineData("conversation case", "directline/x/y", false)]
    [InlineData("case", "", false)]
    [InlineData("conversation", "wecom/zhang/zhang", false)]
    [InlineData("demo conversation", "directline/demo-chenmei/chenmei dingtalk/a/b", false)]
    [InlineData("demo account-link", "", false)]
    [InlineData("demo bf-conversation", "", false)]
    public void Adopt_AsDemo_OnlyWhatIsEmptyOrADemos(string kinds, string conversations, bool opens) =>
        Assert.Equal(opens, Opens(kinds, conversations, demo: true, asked: false));

    [Theory]
    [InlineData("conversation case", "directline/x/y", true)]
    [InlineData("conversation case", "wecom/zhang/zhang", false)]
    public void Adopt_DemoAskedForByName_DecidesWhatIsUnclearAndNothingElse(string kinds, string conversations, bool opens) =>
        Assert.Equal(opens, Opens(kinds, conversations, demo: true, asked: true));

    [Theory]
    [InlineData("", "", true)]
    [InlineData("case conversation", "directline/x/y", true)]
    [InlineData("demo case", "directline/x/y", false)]
    [InlineData("demo case", "wecom/a/b", true)]
    public void Adopt_AsReal_AllButADemos(string kinds, string conversations, bool opens) =>
        Assert.Equal(opens, Opens(kinds, conversations, demo: false, asked: false));

    [Fact]
    public void Read_BrokenMark_StopsTheStartAndStaysAsItIs()
    {
        var folder = Directory.CreateTempSubdirectory("opsbot-mark-");
        var path = Path.Combine(folder.FullName, "installation.json");
        File.WriteAllText(path, "{");
        var file = new InstallationFile(folder.FullName);

        Assert.Contains(path, Assert.Throws<StartupFaultException>(() => file.Check(new InstallationMark("town", true))).Message, StringComparison.Ordinal);

        Assert.Equal("{", File.ReadAllText(path));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("town", true, true)]
    [InlineData("town", false, false)]
    [InlineData("other", true, false)]
    public void Check_Mark_MustFit(string tenant, bool demo, bool fits)
    {
        var folder = Directory.CreateTempSubdirectory("opsbot-mark-");
        var file = new InstallationFile(folder.FullName);
        file.Write(new InstallationMark("town", true));

        Assert.Equal(fits, Passes(() => file.Check(new InstallationMark(tenant, demo))));
        folder.Delete(recursive: true);
    }

    private static bool Opens(string kinds, string conversations, bool demo, bool asked) => Passes(() => InstallationPolicy.Adopt(
        new TenantTraces(Words(kinds).ToHashSet(), Words(conversations), []), new InstallationMark("town", demo), asked, id => id.Contains("demo-chenmei/", StringComparison.Ordinal), "这里"));

    private static bool Passes(Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (StartupFaultException)
        {
            return false;
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
