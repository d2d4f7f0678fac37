using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit;
using OpsBot.TestKit.DingTalk;
using OpsBot.TestKit.Tls;

namespace OpsBot.EndToEnd.Tests;

/// <summary>
/// The real executable before a vendor whose certificate is of a private authority, which it trusts by
/// <c>SSL_CERT_FILE</c>; the certificate is replaced rightly and wrongly while people talk. Tokens, tickets and answers go
/// by https, what people say comes by wss.
/// </summary>
public sealed class VendorCertificateTests
{
    private const string Question = "能不能要求我们装软件？";
    private const string Robot = "/v1.0/im/bot/messages/get";

    [Fact]
    public async Task Certificate_ReplacedRightlyAndWrongly_EveryTurnIsAnsweredOnceAndOnlyToTheVendor()
    {
        using var certificates = new VendorCertificates(TimeProvider.System.GetUtcNow());
        using var shown = new ReplaceableCertificate(certificates.Folder);
        await using var fake = await FakeDingTalk.StartAsync(shown);
        await using var bot = await BotProcess.StartedAsync(Settings(certificates, fake));
        var talk = new Talk(fake, await fake.ConnectedAsync());
        await talk.SayAsync();
        await talk.AnsweredAsync();

        // Another good one: connections for answers are closed, then the stream is.
        shown.Show(VendorCertificates.Second);
        await shown.CloseAsync();
        await talk.SayAsync();
        await talk.AnsweredAsync();
        await talk.MoveAsync();
        await talk.SayAsync();
        await talk.AnsweredAsync();

        // A wrong one for the stream alone: the ticket still comes by a connection that was made before.
        var tickets = fake.Tickets;
        shown.Show(VendorCertificates.Stranger);
        talk.Cut();
        await Eventually.TrueAsync(() => fake.Tickets > tickets && shown.Offered(VendorCertificates.Stranger) > 0, "the stream is refused", Eventually.SlowLimit);
        shown.Show(VendorCertificates.Second);
        await talk.ConnectedAsync();

        // Wrong ones for answers, then for tickets too.
        foreach (var wrong in new[] { VendorCertificates.Stranger, VendorCertificates.Expired, VendorCertificates.Elsewhere })
        {
            var before = shown.Offered(wrong);
            shown.Show(wrong);
            await shown.CloseAsync();
            await talk.SayAsync();
            await Eventually.TrueAsync(() => shown.Offered(wrong) > before, $"an answer is tried with {wrong}", Eventually.SlowLimit);
        }
        var (offered, asked) = (shown.Offered(VendorCertificates.Elsewhere), fake.GatewayCalls);
        talk.Cut();
        await Eventually.TrueAsync(() => shown.Offered(VendorCertificates.Elsewhere) > offered + 1, "a ticket is asked for", Eventually.SlowLimit);
        Assert.Equal(asked, fake.GatewayCalls);
        Assert.Equal(3, talk.Answers);
        foreach (var wrong in new[] { VendorCertificates.Stranger, VendorCertificates.Expired, VendorCertificates.Elsewhere })
            Assert.Equal(0, shown.Entrusted(wrong));

        shown.Show(VendorCertificates.Third);
        await talk.ConnectedAsync();
        await talk.SayAsync();
        await talk.AnsweredAsync();
        Assert.Equal(7, talk.Answers);
        Assert.Equal(1, fake.Tokens);
    }

    [Fact]
    public async Task Certificate_OfAnAuthorityThatNobodyNamed_GetsNoSecret()
    {
        using var certificates = new VendorCertificates(TimeProvider.System.GetUtcNow());
        using var shown = new ReplaceableCertificate(certificates.Folder);
        await using var fake = await FakeDingTalk.StartAsync(shown);
        var settings = Settings(certificates, fake);
        settings.Remove("SSL_CERT_FILE");
        await using var bot = await BotProcess.StartedAsync(settings);

        await Eventually.TrueAsync(() => shown.Offered(VendorCertificates.First) > 1, "the gateway is tried", Eventually.SlowLimit);

        Assert.Equal(0, shown.Entrusted(VendorCertificates.First));
    }

    private static Dictionary<string, string> Settings(VendorCertificates certificates, FakeDingTalk fake) => new()
    {
        ["SSL_CERT_FILE"] = certificates.AuthorityFile,
        ["Directory__File"] = Path.Combine(Repository.Root, "manifests", "packs", "demo", "directory.json"),
        ["DingTalk__ClientId"] = FakeDingTalk.ClientId,
        ["DingTalk__ClientSecret"] = FakeDingTalk.ClientSecret,
        ["DingTalk__Mode"] = "stream",
        ["DingTalk__ApiBase"] = fake.Url.ToString(),
        ["DingTalk__ReconnectFirst"] = "00:00:00.200",
        ["DingTalk__ReconnectLongest"] = "00:00:01",
    };

    /// <summary>Each turn by another person, so that its answer is known by whom it goes to.</summary>
    private sealed class Talk(FakeDingTalk fake, FakeSocket socket)
    {
        private FakeSocket _socket = socket;
        private int _said;

        public int Answers => fake.Calls.Count;

        public async Task SayAsync()
        {
            var account = $"p-{++_said}";
            var now = TimeProvider.System.GetUtcNow();
            await _socket.PushAsync("CALLBACK", Robot, RobotTalk.Text(Question, $"m-{_said}", account, now, fake.Webhook(account)));
            Assert.Equal(200, (int)(await _socket.NextAsync())["code"]!);
        }

        public async Task AnsweredAsync()
        {
            await Eventually.TrueAsync(() => Enumerable.Range(1, _said).All(n => fake.Calls.Any(c => IsFor(c, $"p-{n}"))), $"{_said} answers", Eventually.SlowLimit);
            Assert.All(Enumerable.Range(1, _said), n => Assert.Single(fake.Calls, c => IsFor(c, $"p-{n}")));
        }

        public void Cut() => _socket.Abort();

        public async Task ConnectedAsync() => _socket = await fake.ConnectedAsync();

        public Task MoveAsync()
        {
            Cut();
            return ConnectedAsync();
        }

        private static bool IsFor(FakeCall call, string account) =>
            call.Query == $"?session={account}" || (call.Body["userIds"] is System.Text.Json.Nodes.JsonArray to && (string?)to[0] == account);
    }
}
