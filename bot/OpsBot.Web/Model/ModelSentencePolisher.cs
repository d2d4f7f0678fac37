using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OpsBot.Core.Regulations.Model;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Model;

/// <summary>Asks an OpenAI-compatible service for a better wording. One request, no retry, no redirect, no cookies, a bounded reply; nothing is logged.</summary>
/// <param name="options">Without faults.</param>
/// <param name="check">Decides about the reply.</param>
/// <param name="clock">Measures the time-out.</param>
public sealed class ModelSentencePolisher(ModelOptions options, PolishCheck check, TimeProvider clock) : ISentencePolisher, IDisposable
{
    private const int MaximumReply = 64 * 1024;
    private const int MaximumTokens = 200;

    // The host's addresses are asked again now and then, and a replaced certificate is seen with the next connection.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = ConnectionLifetime })
    {
        MaxResponseContentBufferSize = MaximumReply,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <inheritdoc/>
    public async ValueTask<PolishResult> PolishAsync(PolishRequest request, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var message = MessageOf(request);
            using var response = await _client.SendAsync(message, either.Token);
            if (response.StatusCode != System.Net.HttpStatusCode.OK) return new(request.Sentence, PolishOutcome.Unavailable);
            var sentence = SentenceIn(await response.Content.ReadAsByteArrayAsync(either.Token));
            if (sentence is null) return new(request.Sentence, PolishOutcome.Unreadable);
            return check.Find(request, sentence) is { } fault ? new(request.Sentence, PolishOutcome.Rejected, fault) : new(sentence, PolishOutcome.Polished);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(request.Sentence, PolishOutcome.TimedOut);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new(request.Sentence, PolishOutcome.Unavailable);
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage MessageOf(PolishRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, options.Completions)
        {
            Content = JsonContent.Create(new
            {
                model = options.Name,
                temperature = 0,
                max_tokens = MaximumTokens,
                messages = new[]
                {
                    new { role = "system", content = ModelTexts.Instruction },
                    new { role = "user", content = ModelTexts.Material(request.Sentence, request.Clauses) },
                },
            }),
        };
        if (!string.IsNullOrEmpty(options.Key)) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        return message;
    }

    private static string? SentenceIn(byte[] reply)
    {
        try
        {
            using var parsed = JsonDocument.Parse(reply);
            return parsed.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("choices", out var choices) && choices is { ValueKind: JsonValueKind.Array } && choices.GetArrayLength() > 0
                && choices[0] is { ValueKind: JsonValueKind.Object } choice
                && choice.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object
                && message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String
                ? content.GetString()!.Trim()
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Not JSON, or text with half a surrogate pair.
            return null;
        }
    }
}
