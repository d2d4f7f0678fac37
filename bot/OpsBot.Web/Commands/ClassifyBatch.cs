using System.Text.Encodings.Web;
using System.Text.Json;
using OpsBot.Core.GroupGuard;

namespace OpsBot.Web.Commands;

/// <summary>Judges messages read line by line; a line that cannot be read is reported and the rest is judged.</summary>
internal sealed class ClassifyBatch(MessageClassifier classifier)
{
    /// <summary>Longest line, in characters.</summary>
    internal const int MaxLineLength = 100_000;

    /// <summary>Most lines of one run; more are refused, not silently left out.</summary>
    internal const int MaxLines = 1_000_000;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 8,
    };

    /// <returns>0 when every line was judged, 1 when a line could not be read or there were too many.</returns>
    public int Run(TextReader input, TextWriter output, TextWriter error)
    {
        var lines = new BoundedLines(input, MaxLineLength);
        var faults = 0;
        for (var number = 1; lines.Read(out var whole) is { } line; number++)
        {
            if (number > MaxLines)
            {
                error.WriteLine($"More than {MaxLines} lines: the rest was not read. Split the file.");
                return 1;
            }
            if (string.IsNullOrWhiteSpace(line)) continue;
            var fault = whole ? TryRead(line, out var message) : TooLong(out message);
            if (fault is null)
            {
                var judgement = classifier.Judge(message.Text!);
                output.WriteLine(JsonSerializer.Serialize(new Result(message.Id, judgement.Assignment, judgement.Emergency), Options));
                continue;
            }

            faults++;
            error.WriteLine($"Line {number}: {fault} Expected {{\"id\":\"…\",\"text\":\"…\"}}.");
        }

        return faults == 0 ? 0 : 1;
    }

    private static string TooLong(out Message message)
    {
        message = new Message(default, null);
        return $"longer than {MaxLineLength} characters.";
    }

    private static string? TryRead(string line, out Message message)
    {
        message = new Message(default, null);
        try
        {
            message = JsonSerializer.Deserialize<Message>(line, Options) ?? message;
        }
        catch (JsonException)
        {
            return "not a JSON object with a string text.";
        }

        if (message.Text is null) return "text is missing.";
        return message.Id.ValueKind is JsonValueKind.String or JsonValueKind.Number ? null : "id is missing.";
    }

    private sealed record Message(JsonElement Id, string? Text);

    private sealed record Result(JsonElement Id, bool Assignment, bool Emergency);
}
