using System.Net;
using System.Text;
using OpsBot.EndToEnd.Tests.Harness;

namespace OpsBot.EndToEnd.Tests;

/// <summary>Real data never opens as a demo, and a demo never for others by accident.</summary>
public sealed class StartModeTests
{
    [Fact]
    public async Task Start_DemoFolderAsReal_RefusesInOneLineAndNothingChanges()
    {
        await using var demo = await BotProcess.StartedAsync();
        await demo.StopAsync();
        var real = Beside(demo, new() { ["DirectLine__Secret"] = "a-secret-of-some-length-for-tests", ["Directory__File"] = DemoDirectory() });

        Assert.Contains("演示数据", Assert.Single(await RefusalAsync(real)), StringComparison.Ordinal);

        await demo.StartAsync();
        Assert.True(await demo.IsReadyAsync());
    }

    [Fact]
    public async Task Start_RealFolderWithoutItsSettings_RefusesAsDemoAlsoWhenTheFileIsGone()
    {
        await using var real = new BotProcess(environment: new Dictionary<string, string> { ["DirectLine__Secret"] = "a-secret-of-some-length-for-tests", ["Directory__File"] = DemoDirectory() });
        await real.StartAsync();
        await real.StopAsync();
        var demo = Beside(real, []);

        Assert.Contains("正式数据", Assert.Single(await RefusalAsync(demo)), StringComparison.Ordinal);

        // The record in Redis says the same.
        File.Delete(Path.Combine(real.DataDirectory, "installation.json"));
        Assert.Contains("正式数据", Assert.Single(await RefusalAsync(demo)), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(real.DataDirectory, "installation.json")));
        await Eventually(() => demo.RedisProcessIds().Count == 0);
    }

    [Fact]
    public async Task Start_MisspeltSettings_RefusesNamingAllOfThem()
    {
        await using var bot = new BotProcess(environment: new Dictionary<string, string> { ["WeCorn__CorpId"] = "a", ["DingTalk__ClientID2"] = "b", ["Redis__Conection"] = "c" });

        var line = Assert.Single(await RefusalAsync(bot));

        Assert.Contains("WeCorn__CorpId", line, StringComparison.Ordinal);
        Assert.Contains("WeCom__CorpId", line, StringComparison.Ordinal);
        Assert.Contains("DingTalk__ClientId", line, StringComparison.Ordinal);
        Assert.Contains("Redis__Connection", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(bot.DataDirectory, "keys")));
    }

    [Fact]
    public async Task DemoRoutes_ForeignHostOrOrigin_Are403()
    {
        await using var bot = await BotProcess.StartedAsync();

        Assert.Equal(HttpStatusCode.OK, await GetAsync(bot, null, null));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(bot, $"localhost:{bot.Port}", null));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(bot, null, $"http://127.0.0.1:{bot.Port}"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(bot, $"rebound.example:{bot.Port}", null));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(bot, null, "http://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(bot, null, "null"));
        using var post = new HttpRequestMessage(HttpMethod.Post, "/api/demo/token") { Content = new StringContent("{\"person\":\"chenmei\"}", Encoding.UTF8, "text/plain") };
        post.Headers.Add("Origin", "https://evil.example");
        using var answer = await bot.Http.SendAsync(post);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("token\":", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> GetAsync(BotProcess bot, string? host, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/demo/people");
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var answer = await bot.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static BotProcess Beside(BotProcess bot, Dictionary<string, string> environment) => new(bot.DataDirectory, environment);

    private static Task Eventually(Func<bool> condition) => TestKit.Eventually.TrueAsync(condition, "no server is left");

    private static string DemoDirectory() => Path.Combine(Repository.Root, "manifests", "packs", "demo", "directory.json");

    private static async Task<string[]> RefusalAsync(BotProcess bot)
    {
        bot.Launch();
        Assert.Equal(1, await bot.ExitAsync());
        var lines = bot.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => !l.StartsWith('[')).ToArray();
        // All its starts are in there.
        return lines[^1..];
    }
}
