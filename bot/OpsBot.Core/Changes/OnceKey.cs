namespace OpsBot.Core.Changes;

/// <summary>Makes a change happen at most once: a second change with the same key is a duplicate.</summary>
/// <param name="Value">For example <c>turn/webchat/{conversation}/{messageId}</c>.</param>
/// <param name="KeepFor">How long the key is remembered.</param>
public sealed record OnceKey(string Value, TimeSpan KeepFor)
{
    /// <summary>Longer than any messenger's redelivery.</summary>
    public static readonly TimeSpan DefaultKeepFor = TimeSpan.FromDays(3);
}
