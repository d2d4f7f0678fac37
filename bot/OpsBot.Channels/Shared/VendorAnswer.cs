using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Shared;

/// <summary>What a vendor's server said. Holds no address, so it can be handed on without a token that stood in one.</summary>
/// <param name="Status">HTTP status; 0: no answer came, see <see cref="Fault"/>.</param>
/// <param name="Body">The JSON object; null when the answer was something else.</param>
/// <param name="RetryAfter">The header.</param>
internal sealed record VendorAnswer(int Status, JsonObject? Body, TimeSpan? RetryAfter = null)
{
    /// <summary>Nobody answered, or the line broke.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>The time was up.</summary>
    public const string TooLate = "timeout";

    /// <summary>More came than an answer may have.</summary>
    public const string TooLarge = "answer-too-large";

    private const int MaxCodeLength = 80;

    /// <summary>Why there is no answer, a code; null when there is one. Whether the call was done is unknown then.</summary>
    public string? Fault { get; init; }

    /// <summary>What it means for a message, by the vendor's table; null: not judged.</summary>
    public SendResult? Verdict { get; init; }

    /// <summary>The access token was refused: a new one may help.</summary>
    public bool IsTokenFault { get; init; }

    /// <summary>The vendor says that it was done.</summary>
    public bool IsGood => Verdict is SendResult.Accepted;

    /// <summary>The vendor's code without anything that could be content; "ok" when there is none.</summary>
    public string Code => Plain(Body?.Text("code") ?? Body?["errcode"]?.ToString() ?? (Body is null ? "no-json" : "ok"));

    /// <summary>No answer, for this reason.</summary>
    public static VendorAnswer Without(string fault) => new(0, null) { Fault = fault };

    /// <summary>A code as it may be logged.</summary>
    public static string Plain(string code) => new([.. code.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_').Take(MaxCodeLength)]);
}
