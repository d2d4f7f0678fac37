using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.DingTalk.Todos;
using OpsBot.Channels.Tests.Outage;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.Channels.Tests.DingTalk;

public sealed class TodoTests
{
    private const string CaseId = "1122-7K3F";
    private const string Subject = $"case:{CaseId}/leg:1";
    private static readonly DateTimeOffset DueAt = new(2026, 12, 1, 17, 30, 0, TimeSpan.FromHours(8));

    private static async Task<DingTalkHost> StartAsync(bool todos = true, Func<FakeCall, (int, string)?>? answering = null)
    {
        var fake = await FakeDingTalk.StartAsync();
        fake.Answering = call => answering?.Invoke(call) ?? call.Path switch
        {
            "/topapi/v2/user/get" => (200, $$$"""{"errcode":0,"result":{"unionid":"un/{{{call.Body["userid"]}}}="}}"""),
            var path when path.StartsWith("/v1.0/todo/", StringComparison.Ordinal) => (200, call.Method == "POST" ? """{"id":"task-1"}""" : """{"result":true}"""),
            _ => null,
        };
        return await DingTalkHost.StartAsync(fake, services =>
        {
            services.AddSingleton<IQuietHoursSource>(new OutageCity(account => new Address("dingtalk", account, account)));
            services.AddOpsBotDingTalk(o =>
            {
                (o.ClientId, o.ClientSecret, o.Tenant) = (FakeDingTalk.ClientId, FakeDingTalk.ClientSecret, DingTalkHost.Tenant.Value);
                (o.ApiBase, o.LegacyBase, o.Todos) = (fake.Url, fake.Url, todos);
            });
        }, app => app.MapOpsBotDingTalk());
    }

    private static async Task StoreAsync(DingTalkHost host, CaseStatus status, LegStatus leg, long version = 0)
    {
        var stored = new Case
        {
            Id = CaseId,
            Status = status,
            Tier = default,
            CategoryId = "photos",
            FiledAt = host.Clock.Now,
            Legs = [new Leg { Kind = default, UnitId = "u", Status = leg, AssignedAt = host.Clock.Now, DueAt = DueAt }],
        };
        Assert.IsType<CommitOutcome.Committed>(await host.Store.Changes.CommitAsync(
            new ChangeSet { Tenant = DingTalkHost.Tenant, AttemptId = $"case/{version}", Effects = new Effects { Records = [Case.Kind.Put(CaseId, stored, version)] } }, CancellationToken.None));
    }

    private static Task<SendResult> SendAsync(DingTalkHost host, string id = "M1", MessageClass type = MessageClass.Assignment, string? subject = Subject) =>
        host.Sender.SendAsync(DingTalkHost.Tenant, ConversationNames.OfUser("dingtalk", "0423"), new OutboundMessage
        {
            Id = id,
            Class = type,
            PersonId = "0423",
            Content = "新任务",
            Subject = subject,
            CreatedAt = host.Clock.Now,
        }, CancellationToken.None);

    private static Task<bool> RoundAsync(DingTalkHost host) => host.Services.GetRequiredService<TodoWorker>().RoundAsync(CancellationToken.None);

    private static FakeCall[] Todos(DingTalkHost host) => [.. host.Fake.Calls.Where(c => c.Path.StartsWith("/v1.0/todo/", StringComparison.Ordinal))];

    // The platform's answer is stored; only then may the clock jump over the claim.
    private static async Task<bool> IsMadeAsync(DingTalkHost host)
    {
        var book = host.Services.GetRequiredService<TodoBook>();
        return await book.NextAsync(DingTalkHost.Tenant, 1, CancellationToken.None) is [var id]
            && await book.FindAsync(DingTalkHost.Tenant, id, CancellationToken.None) is { Value.TaskId: not null };
    }

    [Fact]
    public async Task Assignment_Delivered_IsInTheListOnceAndTickedOffWhenTheCaseEnds()
    {
        await using var host = await StartAsync();
        await StoreAsync(host, CaseStatus.Dispatching, LegStatus.Assigned);

        await SendAsync(host);
        // The same again after a crash, and a second message about the same leg.
        await SendAsync(host);
        await SendAsync(host, "M2");
        await Eventually.TrueAsync(() => IsMadeAsync(host), "the item");
        host.Clock.Now += TimeSpan.FromMinutes(6);
        Assert.True(await RoundAsync(host));

        var made = Assert.Single(Todos(host));
        Assert.Equal(("POST", "/v1.0/todo/users/un/0423=/tasks"), (made.Method, Uri.UnescapeDataString(made.Path)));
        Assert.Equal("?operatorId=un%2F0423%3D", made.Query);
        Assert.Equal("交办事项 1122-7K3F，请在时限内办理", (string?)made.Body["subject"]);
        Assert.Equal("M1", (string?)made.Body["sourceId"]);
        Assert.Equal(DueAt.ToUnixTimeMilliseconds(), (long)made.Body["dueTime"]!);
        Assert.Equal("un/0423=", (string?)Assert.Single(made.Body["executorIds"]!.AsArray()));
        Assert.Equal("0", (string?)made.Body["notifyConfigs"]!["dingNotify"]);

        await StoreAsync(host, CaseStatus.Closed, LegStatus.Approved, 1);
        host.Clock.Now += TimeSpan.FromMinutes(6);
        await RoundAsync(host);
        host.Clock.Now += TimeSpan.FromMinutes(6);
        await RoundAsync(host);

        await Eventually.TrueAsync(() => Todos(host).Length == 2, "the end");
        var ended = Todos(host)[1];
        Assert.Equal(("PUT", "/v1.0/todo/users/un/0423=/tasks/task-1", true), (ended.Method, Uri.UnescapeDataString(ended.Path), (bool)ended.Body["done"]!));
    }

    [Fact]
    public async Task Assignment_DeliveredJustBeforeTheClosing_WaitsForTheNextWindow()
    {
        await using var host = await StartAsync();
        await StoreAsync(host, CaseStatus.Dispatching, LegStatus.Assigned);
        host.Clock.Now = new DateTimeOffset(2026, 11, 24, 17, 31, 0, TimeSpan.FromHours(8));

        await SendAsync(host);
        await RoundAsync(host);
        host.Clock.Now = new DateTimeOffset(2026, 11, 24, 23, 0, 0, TimeSpan.FromHours(8));
        await RoundAsync(host);
        Assert.Empty(Todos(host));
        host.Clock.Now = new DateTimeOffset(2026, 11, 25, 8, 31, 0, TimeSpan.FromHours(8));
        await RoundAsync(host);

        await Eventually.TrueAsync(() => Todos(host).Length == 1, "the item");
    }

    [Fact]
    public async Task Platform_Away_IsAskedOnceARoundAndTheItemComesLater()
    {
        var isAway = true;
        await using var host = await StartAsync(answering: call => isAway && call.Path.StartsWith("/v1.0/todo/", StringComparison.Ordinal) ? (503, "<html>") : null);
        await StoreAsync(host, CaseStatus.Rectifying, LegStatus.Accepted);
        await SendAsync(host);
        await Eventually.TrueAsync(() => Todos(host).Length == 1, "the first try");
        for (var minute = 0; minute < 60; minute++)
        {
            host.Clock.Now += TimeSpan.FromMinutes(1);
            await RoundAsync(host);
        }
        Assert.InRange(Todos(host).Length, 2, 13);

        isAway = false;
        host.Clock.Now += TimeSpan.FromMinutes(6);
        await RoundAsync(host);
        var tries = Todos(host).Length;
        host.Clock.Now += TimeSpan.FromMinutes(6);
        await RoundAsync(host);

        Assert.Equal(tries, Todos(host).Length);
        Assert.Single(Todos(host).Select(c => (string?)c.Body["sourceId"]).Distinct());
    }

    [Fact]
    public async Task Send_WhatIsNoDeliveredAssignment_IsInNoList()
    {
        await using var host = await StartAsync();
        await StoreAsync(host, CaseStatus.Rectifying, LegStatus.Accepted);

        await SendAsync(host, "R1", MessageClass.Reminder);
        await SendAsync(host, "A1", subject: $"case:{CaseId}");
        host.Fake.Instead.Enqueue((503, "{}"));
        Assert.IsType<SendResult.TryLater>(await SendAsync(host, "A2"));
        await RoundAsync(host);

        Assert.Empty(Todos(host));
    }

    [Fact]
    public async Task Send_ByDefault_TouchesNoList()
    {
        await using var host = await StartAsync(todos: new DingTalkOptions().Todos);
        await StoreAsync(host, CaseStatus.Dispatching, LegStatus.Assigned);

        Assert.IsType<SendResult.Accepted>(await SendAsync(host));

        Assert.Empty(Todos(host));
        Assert.Empty(await host.Store.Records.ListAsync(DingTalkHost.Tenant, new IndexQuery(TodoItem.OpenIndex), CancellationToken.None));
    }
}
