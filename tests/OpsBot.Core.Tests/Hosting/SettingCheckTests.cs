using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Web.Hosting;

namespace OpsBot.Core.Tests.Hosting;

public sealed partial class SettingCheckTests
{
    [Theory]
    [InlineData("WeCom:CorpID ", "WeCom__CorpId")]
    [InlineData("WeCom:CropId", "WeCom__CorpId")]
    [InlineData("WeCorn:CorpId", "WeCom__CorpId")]
    [InlineData("Wecm:CorpId", "WeCom__CorpId")]
    [InlineData("DingTlak:ClientId", "DingTalk__ClientId")]
    [InlineData("GovDingtalks:AppKey", "GovDingTalk__AppKey")]
    [InlineData("Directory:Flie", "Directory__File")]
    [InlineData("Directry:File", "Directory__File")]
    [InlineData("Demo:Enable", "Demo__Enabled")]
    [InlineData("Redis:Conection", "Redis__Connection")]
    [InlineData("Rediss:Connection", "Redis__Connection")]
    [InlineData("Secrets:reciept", "Secrets__receipt")]
    [InlineData("BotFramework:Groups:0:Untis", "BotFramework__Groups")]
    [InlineData("DirectLine:Secrets", "DirectLine__Secret")]
    [InlineData("WeCom_CorpId", "WeCom__CorpId")]
    [InlineData("PublicForm:Adress", "PublicForm__Address")]
    [InlineData("Logs:Day", "Logs__Days")]
    [InlineData("DingTalk:Quite", null)]
    public void FindFaults_Misspelt_SaysWhatWasMeant(string key, string? meant)
    {
        var fault = Assert.Single(FaultsOf(key));

        Assert.Contains(key.Replace(":", "__", StringComparison.Ordinal), fault, StringComparison.Ordinal);
        if (meant is not null && !key.StartsWith("BotFramework", StringComparison.Ordinal))
            Assert.Contains(meant, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WECOM:CORPID")]
    [InlineData("WeCom:Headers:X-Anything")]
    [InlineData("WeCom:Groups:chat")]
    [InlineData("BotFramework:AllowedCallers:0")]
    [InlineData("DingTalk:WebhookHosts:3")]
    [InlineData("REDIS_URL")]
    [InlineData("REDIS_PORT_6379_TCP")]
    [InlineData("WEB_CONCURRENCY")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Kestrel:Endpoints:Http:Url")]
    [InlineData("PATH")]
    [InlineData("DOTNET_gcServer")]
    [InlineData("MODELS_DIR")]
    public void FindFaults_OursOrSomebodyElses_SaysNothing(string key) => Assert.Empty(FaultsOf(key));

    [Fact]
    public void FindFaults_Several_NamesAll() => Assert.Equal(3, FaultsOf("WeCom:Corp", "Redis:Conection", "DingTalk:ClientIdd").Count);

    [Fact]
    public void Sections_EveryOneReadInTheSource_IsKnown()
    {
        var source = string.Concat(Directory.EnumerateFiles(Path.Combine(WorkTimeData.Root, "bot"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));
        string[] read = [.. SectionsRead().Matches(source).Select(m => m.Groups[1].Value).Distinct()];

        Assert.Contains("Redis", read);
        Assert.Contains("WeCom", read);
        Assert.All(read, section => Assert.True(section == "Kestrel" || SettingCheck.Sections.ContainsKey(section), $"{section} is read but not checked."));
    }

    private static IReadOnlyList<string> FaultsOf(params string[] keys) =>
        SettingCheck.FindFaults(new ConfigurationBuilder().AddInMemoryCollection(keys.Select(key => KeyValuePair.Create(key, (string?)"value"))).Build());

    [GeneratedRegex("""(?:GetSection\("|onfiguration\["|GetValue<[a-z?]+>\(")([A-Za-z]+)""")]
    private static partial Regex SectionsRead();
}
