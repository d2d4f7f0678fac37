using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.DingTalk;

/// <summary>What a vendor's server said.</summary>
/// <param name="Status">HTTP status; 0: no answer came.</param>
/// <param name="Body">The JSON object; null when the answer was something else.</param>
/// <param name="RetryAfter">The header.</param>
internal sealed record VendorAnswer(int Status, JsonObject? Body, TimeSpan? RetryAfter = null)
{
    private const int MaxCodeLength = 80;

    /// <summary>The vendor's code without anything that could be content; "ok" when there is none.</summary>
    public string Code
    {
        get
        {
            var code = Body?.Text("code") ?? Body?["errcode"]?.ToString() ?? (Body is null ? "no-json" : "ok");
            return new string([.. code.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_').Take(MaxCodeLength)]);
        }
    }

    /// <summary>A success in both shapes: HTTP 2xx and, where there is one, <c>errcode</c> 0.</summary>
    public bool IsGood => Status is >= 200 and < 300 && Body is not null && (Body["errcode"] is null || Code == "0");
}
