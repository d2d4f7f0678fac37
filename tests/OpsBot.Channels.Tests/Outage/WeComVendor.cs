using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.Crypto;
using OpsBot.Channels.Tests.WeCom;
using OpsBot.Channels.WeCom;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.Outage;

/// <param name="patience">Longest wait for an answer, in real time.</param>
internal sealed class WeComVendor(TimeSpan patience) : IVendor
{
    private const string NewToken = "a-new-token-2026";
    private const string NewKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private readonly HttpClient _http = new();
    private readonly Random _random = new(7);
    private FakeWeCom _fake = null!;
    private string _token = WeComHost.Token;
    private CallbackCipher _cipher = new(WeComHost.AesKey);

    public Uri Url => _fake.Url;

    public (int Status, string Body) TokenExpired => (200, """{"errcode":42001,"errmsg":"access_token expired"}""");

    public async Task StartAsync(TimeProvider clock) => _fake = await FakeWeCom.StartAsync(clock);

    public void Add(IServiceCollection services, Uri door, TenantId tenant) =>
        services.AddOpsBotWeCom(WeComHost.Settings(door, Settings), tenant);

    public void Map(WebApplication app) => app.MapOpsBotWeCom();

    public Address AddressOf(string account) => new("wecom", account, account);

    public async Task<HttpStatusCode> SayAsync(Uri bot, string account, string text, string messageId, DateTimeOffset now)
    {
        var inner = $"<xml><ToUserName><![CDATA[{WeComHost.CorpId}]]></ToUserName><FromUserName><![CDATA[{account}]]></FromUserName><CreateTime>{now.ToUnixTimeSeconds()}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>{text}</Content><MsgId>{messageId}</MsgId><AgentID>{WeComHost.AgentId}</AgentID></xml>";
        var bytes = new byte[24];
        _random.NextBytes(bytes);
        var encrypt = _cipher.Encrypt(inner, WeComHost.CorpId, bytes.AsSpan(0, 16));
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = Convert.ToHexStringLower(bytes.AsSpan(16));
        var body = $"<xml><ToUserName><![CDATA[{WeComHost.CorpId}]]></ToUserName><AgentID><![CDATA[{WeComHost.AgentId}]]></AgentID><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var response = await _http.PostAsync(new Uri(bot, $"/hooks/wecom?msg_signature={CallbackSignature.Of(_token, seconds, nonce, encrypt)}&timestamp={seconds}&nonce={nonce}"), content);
        return response.StatusCode;
    }

    public bool GivesTokens(DoorRequest request) => request.Path == "/cgi-bin/gettoken";

    public string? TokenOf(DoorRequest request) => request.Query.Split("access_token=")[^1];

    public bool Took(DoorRequest request, int status, string body) => request.Path == "/cgi-bin/message/send" && status == 200 && body.Contains("\"errcode\":0", StringComparison.Ordinal);

    public void Revoke() => _fake.Revoke();

    public void ReplaceKeys() => (_token, _cipher) = (NewToken, new CallbackCipher(NewKey));

    // The vendor's duplicate check hides what was sent again within half an hour of the first time, so that of what nobody
    // asked for only a later repeat is seen.
    public void Check(ILookup<string, Passage> shown)
    {
        Assert.Empty(_fake.Complaints);
        Assert.Equal(0, _fake.Dropped);
        var seen = _fake.Shown.Select(m => m.ToJsonString()).ToArray();
        var unasked = shown.Where(s => s.Key[1] == 'A').ToArray();
        Assert.All(unasked, s => Assert.Equal(Seen(s), seen.Count(text => text.Contains(s.Key, StringComparison.Ordinal))));
        Assert.True(unasked.Sum(Seen) < unasked.Sum(s => s.Count()), "some repeats were hidden");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _fake.DisposeAsync();
    }

    private static int Seen(IEnumerable<Passage> taken)
    {
        var (count, until) = (0, DateTimeOffset.MinValue);
        foreach (var passage in taken)
            if (passage.At > until)
                (count, until) = (count + 1, passage.At + new WeComOptions().DuplicateCheckInterval);
        return count;
    }

    // The new pair is set beside the old one before the administrator changes it at the vendor.
    private (string Name, string Value)[] Settings =>
    [
        ("PassiveBudget", "00:00:00.010"), ("RequestTimeout", patience.ToString()),
        ("Token", NewToken), ("EncodingAESKey", NewKey),
        ("PreviousToken", WeComHost.Token), ("PreviousEncodingAESKey", WeComHost.AesKey), ("PreviousUntil", "2026-11-24T12:00:00+08:00"),
    ];
}
