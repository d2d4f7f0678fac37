using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Channels.Shared;
using OpsBot.Core.Regulations.Model;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Model;

/// <summary>Asks an OpenAI-compatible service for a better wording. One request, no retry, no redirect, no cookies, a bounded reply; nothing is logged.</summary>
public sealed class ModelSentencePolisher : ISentencePolisher, IDisposable
{
    private const int MaximumReply = 64 * 1024;
    private const int MaximumTokens = 200;

    private readonly ModelOptions _options;
    private readonly PolishCheck _check;
    private readonly ServiceProvider _services;
    private readonly IModelCalls _calls;

    /// <param name="options">Without faults.</param>
    /// <param name="check">Decides about the reply.</param>
    /// <param name="clock">Measures the time-out.</param>
    public ModelSentencePolisher(ModelOptions options, PolishCheck check, TimeProvider clock)
    {
        (_options, _check) = (options, check);
        var json = VendorSerializer.NewOptions();
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        var services = new ServiceCollection();
        VendorClient.Add<IModelCalls>(services, new ModelJson(json), _ => new VendorClient
        {
            Locate = _ => options.Completions,
            // What a reply is worth the check decides, not a table of codes.
            Judge = (answer, _) => answer,
            Patience = options.Timeout,
            Clock = clock,
            MaxAnswerBytes = MaximumReply,
        });
        _services = services.BuildServiceProvider();
        _calls = _services.GetRequiredService<IModelCalls>();
    }

    /// <inheritdoc/>
    public async ValueTask<PolishResult> PolishAsync(PolishRequest request, CancellationToken cancellation)
    {
        var key = string.IsNullOrEmpty(_options.Key) ? null : "Bearer " + _options.Key;
        var answer = await _calls.CompleteAsync(QuestionOf(request), key, cancellation);
        if (answer.Fault == VendorAnswer.TooLate) return new(request.Sentence, PolishOutcome.TimedOut);
        if (answer.Status != StatusCodes.Status200OK) return new(request.Sentence, PolishOutcome.Unavailable);
        if (SentenceIn(answer.Body) is not { } sentence) return new(request.Sentence, PolishOutcome.Unreadable);
        return _check.Find(request, sentence) is { } fault ? new(request.Sentence, PolishOutcome.Rejected, fault) : new(sentence, PolishOutcome.Polished);
    }

    public void Dispose() => _services.Dispose();

    private Completion QuestionOf(PolishRequest request) => new(_options.Name, Temperature: 0, MaximumTokens,
    [
        new CompletionMessage("system", ModelTexts.Instruction),
        new CompletionMessage("user", ModelTexts.Material(request.Sentence, request.Clauses)),
    ]);

    private static string? SentenceIn(JsonObject? reply) =>
        reply?["choices"] is JsonArray { Count: > 0 } choices && choices[0] is JsonObject choice && choice["message"] is JsonObject message
        && message["content"] is JsonValue content && content.TryGetValue(out string? sentence)
            ? sentence.Trim()
            : null;
}
