using System.Security.Cryptography;
using System.Text;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>An opened callback, the same for applications and robots.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="UserId">Who sent it.</param>
/// <param name="Id">The same for every delivery of the same message.</param>
internal sealed record CallbackMessage(CallbackKind Kind, string UserId, string Id)
{
    /// <summary>Everybody has one greeting; the once-key of a turn keeps it from coming at every visit.</summary>
    public const string GreetingId = "greet";

    private const int MaxIdBytes = 64;

    /// <summary>What was typed.</summary>
    public string Text { get; init; } = "";

    /// <summary>The action of the pressed button; null: the button stands for <see cref="Text"/>.</summary>
    public BotAction? Action { get; init; }

    /// <summary>What was written on the pressed button.</summary>
    public string Title { get; init; } = "";

    /// <summary>Lets the pressed card be changed once, within 72 hours.</summary>
    public string? ResponseCode { get; init; }

    /// <summary>The robot's group; null: alone with the bot.</summary>
    public string? ChatId { get; init; }

    /// <summary>Came in a robot's JSON.</summary>
    public bool IsRobot { get; init; }

    /// <summary>What opened it, and seals what goes back on its response.</summary>
    public CallbackKey? Key { get; init; }

    /// <summary>True for an id that a platform can have given.</summary>
    public static bool IsId(string? id) => id is { Length: > 0 } && Encoding.UTF8.GetByteCount(id) <= MaxIdBytes && !id.Any(char.IsControl);

    /// <summary>An id for an event, which has none of its own.</summary>
    public static string EventId(params string?[] parts) =>
        "e-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(p => $"{p?.Length ?? -1}:{p}")))))[..32];
}
