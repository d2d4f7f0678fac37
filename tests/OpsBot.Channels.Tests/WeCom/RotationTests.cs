using System.Net;

namespace OpsBot.Channels.Tests.WeCom;

/// <summary>The token and the key are changed; the host's own pair is the old one.</summary>
public sealed class RotationTests
{
    private const string NewToken = "a-new-token-2026";
    private const string NewKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static readonly DateTimeOffset Until = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(8));

    private static (string Name, string Value)[] Settings => [("Token", NewToken), ("EncodingAESKey", NewKey), ("PassiveBudget", "00:00:00.010")];

    private static (string Name, string Value)[] WithPrevious =>
        [.. Settings, ("PreviousToken", WeComHost.Token), ("PreviousEncodingAESKey", WeComHost.AesKey), ("PreviousUntil", "2026-11-23T12:00:00+08:00")];

    [Fact]
    public async Task Callback_WithThePreviousPair_IsTakenUntilTheEndThatWasSet()
    {
        await using var host = await WeComHost.StartAsync(null, WithPrevious);

        Assert.Equal(HttpStatusCode.OK, (await host.SayAsync("u1", "你好")).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(host.Seal("""{"msgid":"r1","aibotid":"b","chattype":"single","from":{"userid":"u1"},"msgtype":"text","text":{"content":"你好"}}""", robot: true))).Status);
        host.Clock.Now = Until.AddSeconds(-1);
        Assert.Equal(HttpStatusCode.OK, (await host.SayAsync("u1", "还在")).Status);
        host.Clock.Now = Until;
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SayAsync("u1", "过了")).Status);
    }

    [Fact]
    public async Task Callback_Unreadable_IsAnsweredWithThePairThatItCameWith()
    {
        await using var host = await WeComHost.StartAsync(null, WithPrevious);

        var answer = await host.PostAsync(host.Seal(host.Xml("u1", "image", $"<PicUrl>x</PicUrl><MsgId>{host.NewMessageId()}</MsgId>")));

        // Opening checks the signature by the old token and the seal by the old key.
        Assert.NotNull(answer.PassiveText);
    }

    [Fact]
    public async Task Callback_WithTheOldPairAndNoneAllowed_IsRefused()
    {
        await using var host = await WeComHost.StartAsync(null, Settings);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SayAsync("u1", "你好")).Status);
    }

    [Fact]
    public async Task Start_PreviousPairWithoutAnEnd_IsRefused()
    {
        var fault = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => WeComHost.StartAsync(null, [.. Settings, ("PreviousToken", WeComHost.Token), ("PreviousEncodingAESKey", WeComHost.AesKey)]));

        Assert.Contains("WeCom:PreviousUntil", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(WeComHost.AesKey, fault.Message, StringComparison.Ordinal);
    }
}
