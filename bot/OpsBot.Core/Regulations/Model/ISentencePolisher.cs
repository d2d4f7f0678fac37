namespace OpsBot.Core.Regulations.Model;

/// <summary>Rephrases the one plain sentence of an answer. It decides nothing: quotes, sources and verdict are made without it.</summary>
public interface ISentencePolisher
{
    /// <summary>Never throws because of the model: whatever it does, the result holds a sentence that may be shown, within the configured time.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    ValueTask<PolishResult> PolishAsync(PolishRequest request, CancellationToken cancellation);
}
