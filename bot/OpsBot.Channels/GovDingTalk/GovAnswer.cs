using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.Shared;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>An answer of the platform: an envelope in an envelope, both of which must say success.</summary>
internal sealed record GovAnswer(VendorAnswer Outer, JsonObject? Inner)
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(5);

    // Seen in the vendor's help pages and in field reports.
    private static readonly string[] TokenCodes = ["240133"];
    private static readonly string[] SignatureCodes = ["OPF-B001-05-16-0009"];
    private static readonly string[] ThrottleWords = ["Throttl", "FlowControl", "flow_control", "QpsLimit", "RateLimit"];

    /// <summary>Reads the inner envelope, which some deployments give as text.</summary>
    public static GovAnswer Of(VendorAnswer answer) => new(answer, answer.Body?["content"] switch
    {
        JsonObject inner => inner,
        JsonValue value when value.TryGetValue(out string? text) => WireJson.ReadObject(Encoding.UTF8.GetBytes(text)),
        _ => null,
    });

    /// <summary>HTTP 2xx except 203, outer success, and the inner one where there is an inner one.</summary>
    public bool IsGood => Outer is { Status: >= 200 and < 300 and not 203, Body: not null } && IsTrue(Outer.Body["success"])
        && (Inner is null || (IsTrue(Inner["success"]) && (Inner.Text("responseCode") is null or "0" or "200")));

    /// <summary>The platform's code without anything that could be content.</summary>
    public string Code
    {
        get
        {
            var code = Inner?.Text("responseCode") is { } inner && inner is not "0" ? inner : Outer.Body?.Text("bizErrorCode") ?? Outer.Body?.Text("Code") ?? Outer.Code;
            return VendorAnswer.Plain(code);
        }
    }

    /// <summary>The access token was refused: a new one may help.</summary>
    public bool IsToken => Outer.Status == 401 || TokenCodes.Contains(Code);

    /// <summary>The payload.</summary>
    public JsonNode? Data => Inner is null ? null : Inner["data"];

    /// <summary>The answer with what it means.</summary>
    public VendorAnswer Judge(RateScope scope) => Outer with { IsTokenFault = IsToken, Verdict = IsGood ? new SendResult.Accepted() : ToResult(scope) };

    /// <summary>The result of a send that was not accepted.</summary>
    public SendResult ToResult(RateScope scope) => this switch
    {
        { Outer.Status: 0 } => new SendResult.TryLater(Outer.Fault ?? VendorAnswer.NoAnswer),
        { IsToken: true } => new SendResult.TryLater($"token-{Code}"),
        // Wrong secret, domain or clock: the deployment can mend it, and nothing is lost until then.
        _ when SignatureCodes.Contains(Code) => new SendResult.TryLater($"signature-{Code}"),
        _ when Outer.Status == 429 || ThrottleWords.Any(w => Code.Contains(w, StringComparison.OrdinalIgnoreCase)) => new SendResult.Throttled(Code, Outer.RetryAfter ?? ShortPause, scope),
        { Outer.Status: >= 500 } or { Outer.Body: null } => new SendResult.TryLater($"http-{Outer.Status}", Outer.RetryAfter),
        { Outer.Status: 400 or 403 or 404 } => new SendResult.Refused($"http-{Outer.Status}-{Code}"),
        // The table of codes is not published: an unknown refusal is tried again and ends as a dead letter that can be replayed.
        _ => new SendResult.TryLater($"code-{Code}"),
    };

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && (value.TryGetValue(out bool yes) ? yes : value.TryGetValue(out string? text) && text == "true");
}
