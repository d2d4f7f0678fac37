using System.Text.Json;

namespace OpsBot.Core.GroupGuard.Training;

/// <summary>A message and what people say it is.</summary>
public sealed record LabelledMessage(string Id, string Text, bool Assignment, bool Emergency, string? Kind = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>One JSON object a line.</summary>
    /// <exception cref="FormatException">A line is no labelled message; the message names it.</exception>
    public static IReadOnlyList<LabelledMessage> Read(IEnumerable<string> lines)
    {
        var messages = new List<LabelledMessage>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                if (JsonSerializer.Deserialize<LabelledMessage>(line, Options) is { Id: not null, Text: not null } message)
                {
                    messages.Add(message);
                    continue;
                }
            }
            catch (JsonException)
            {
                // Reported below, together with a line that lacks its id or text.
            }
            throw new FormatException($"Line {number}: expected {{\"id\":\"…\",\"text\":\"…\",\"assignment\":true,\"emergency\":false}}.");
        }
        return messages;
    }
}
