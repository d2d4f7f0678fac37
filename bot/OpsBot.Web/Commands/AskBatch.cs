using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsBot.Core.Regulations;

namespace OpsBot.Web.Commands;

/// <summary>Answers questions read line by line; a line that cannot be read is reported and the rest is answered.</summary>
internal sealed class AskBatch(RegulationAnswerer answerer, AskerContext asker)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new AnswerStatusConverter(),
            new JsonStringEnumConverter<Verdict>(JsonNamingPolicy.SnakeCaseLower),
        },
    };

    /// <returns>0 when every line was answered, 1 when a line could not be read.</returns>
    public int Run(TextReader input, TextWriter output, TextWriter error)
    {
        var faults = 0;
        for (var number = 1; input.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (TryRead(line, out var question, out var fault))
            {
                output.WriteLine(JsonSerializer.Serialize(ResultOf(question, answerer.Answer(question.Q!, asker)), Options));
                continue;
            }

            faults++;
            error.WriteLine($"Line {number}: {fault} Expected {{\"id\":\"…\",\"q\":\"…\"}}.");
        }

        return faults == 0 ? 0 : 1;
    }

    private static bool TryRead(string line, out Question question, out string fault)
    {
        question = new Question(default, null);
        try
        {
            question = JsonSerializer.Deserialize<Question>(line, Options) ?? question;
        }
        catch (JsonException)
        {
            fault = "not a JSON object with a text q.";
            return false;
        }

        fault = question.Q is null ? "q is missing." : question.Id.ValueKind is JsonValueKind.String or JsonValueKind.Number ? "" : "id is missing.";
        return fault.Length == 0;
    }

    private static Result ResultOf(Question question, Answer answer) => new(
        question.Id,
        answer.Status,
        answer.Verdict,
        [.. answer.Citations.Select(citation => new Cited(citation.ClauseId, citation.Title, citation.Quote))],
        answer.Text);

    private sealed record Question(JsonElement Id, string? Q);

    private sealed record Result(JsonElement Id, AnswerStatus Status, Verdict? Verdict, IReadOnlyList<Cited> Citations, string Text);

    private sealed record Cited(string Clause, string Title, string Quote);

    /// <summary>The names of the batch contract: small talk is one word there.</summary>
    private sealed class AnswerStatusConverter : JsonConverter<AnswerStatus>
    {
        public override AnswerStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Results are written, never read.");

        public override void Write(Utf8JsonWriter writer, AnswerStatus value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value switch
            {
                AnswerStatus.Answered => "answered",
                AnswerStatus.NoAnswer => "no_answer",
                AnswerStatus.Clarify => "clarify",
                AnswerStatus.Refused => "refused",
                _ => "smalltalk",
            });
    }
}
