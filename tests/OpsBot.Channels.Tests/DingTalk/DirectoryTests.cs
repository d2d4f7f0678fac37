using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk;
using OpsBot.Core.Organization;
using OpsBot.TestKit;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.Channels.Tests.DingTalk;

public sealed class DirectoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("opsbot-ding-").FullName;

    private string File => Path.Combine(_folder, "directory.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<DingTalkHost> StartAsync(Func<FakeCall, (int, string)?> answering)
    {
        var fake = await FakeDingTalk.StartAsync();
        fake.Answering = answering;
        return await DingTalkHost.StartAsync(fake, services => services.AddOpsBotDingTalk(o =>
        {
            (o.ClientId, o.ClientSecret, o.Tenant) = (FakeDingTalk.ClientId, FakeDingTalk.ClientSecret, "quanzhou");
            (o.ApiBase, o.LegacyBase, o.DirectoryFile) = (fake.Url, fake.Url, File);
        }), app => app.MapOpsBotDingTalk());
    }

    // Department 1 with 250 people in three pages, department 2 below it with two, one of whom is in both.
    private static (int, string)? City(FakeCall call)
    {
        var department = (long)call.Body["dept_id"]!;
        if (call.Path.EndsWith("listsub", StringComparison.Ordinal))
            return (200, department == 1 ? """{"errcode":0,"result":[{"dept_id":2,"name":"民政局","parent_id":1}]}""" : """{"errcode":0,"result":[]}""");
        var all = department == 1 ? Enumerable.Range(0, 250).ToArray() : [0, 250];
        var cursor = (int)call.Body["cursor"]!;
        var page = all.Skip(cursor).Take(100).Select(i => (JsonNode)new JsonObject { ["userid"] = $"u{i}", ["name"] = $"人{i}", ["admin"] = true, ["boss"] = true }).ToArray();
        var result = new JsonObject { ["list"] = new JsonArray(page), ["has_more"] = cursor + 100 < all.Length, ["next_cursor"] = cursor + 100 };
        return (200, new JsonObject { ["errcode"] = 0, ["result"] = result }.ToJsonString());
    }

    [Fact]
    public async Task Read_ThreePages_GivesEverybodyOnceWithoutAnyRole()
    {
        await using var host = await StartAsync(City);
        await Eventually.TrueAsync(() => System.IO.File.Exists(File), "the file");

        var directory = DirectoryPack.Parse(await System.IO.File.ReadAllTextAsync(File), _ => []);

        Assert.Equal(251, directory.People.Count);
        Assert.Equal("dept-1", directory.Person("u0")!.UnitId);
        Assert.Equal("dept-2", directory.Person("u250")!.UnitId);
        Assert.Equal("dept-1", directory.Unit("dept-2")!.ParentId);
        Assert.All(directory.People, p => Assert.Empty(p.Roles));
    }

    [Fact]
    public async Task Read_Again_KeepsTheRolesOfTheFile()
    {
        await System.IO.File.WriteAllTextAsync(File, """{"schema":1,"units":[{"id":"dept-2","name":"旧名","kind":"county"}],"people":[{"id":"u7","name":"旧名","unit":"dept-2","roles":["supervisor"]},{"id":"gone","name":"x","unit":"dept-2","roles":["admin"]}]}""");
        await using var host = await StartAsync(City);
        Assert.True(await host.Services.GetRequiredService<DirectoryWorker>().SynchronizeAsync(CancellationToken.None));

        var directory = DirectoryPack.Parse(await System.IO.File.ReadAllTextAsync(File), _ => []);

        Assert.Equal([Role.Supervisor], directory.Person("u7")!.Roles);
        Assert.Equal("人7", directory.Person("u7")!.Name);
        Assert.Equal(UnitKind.County, directory.Unit("dept-2")!.Kind);
        Assert.Null(directory.Person("gone"));
        Assert.Empty(directory.WithRole(Role.Admin));
    }

    [Fact]
    public async Task Read_FaultInTheMiddle_LeavesTheFileAsItWas()
    {
        await System.IO.File.WriteAllTextAsync(File, "{}");
        await using var host = await StartAsync(call => (string?)call.Body["cursor"]?.ToString() == "200" ? (200, """{"errcode":90018,"errmsg":"m"}""") : City(call));

        Assert.False(await host.Services.GetRequiredService<DirectoryWorker>().SynchronizeAsync(CancellationToken.None));

        Assert.Equal("{}", await System.IO.File.ReadAllTextAsync(File));
    }
}
