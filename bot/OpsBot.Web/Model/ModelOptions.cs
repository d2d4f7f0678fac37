using OpsBot.Core.Texts;

namespace OpsBot.Web.Model;

/// <summary>The optional language model (section <c>Model</c>, for example <c>Model__Endpoint</c>). Off unless an endpoint is named.</summary>
public sealed record ModelOptions
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Base address of an OpenAI-compatible service, for example <c>http://127.0.0.1:8000/v1</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Sent as a bearer token; null sends none.</summary>
    public string? Key { get; init; }

    /// <summary>Name of the model.</summary>
    public string? Name { get; init; }

    /// <summary>After this the extractive sentence is shown; connecting and reading are included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    public bool IsOn => !string.IsNullOrWhiteSpace(Endpoint);

    /// <summary>Every fault as a plain sentence; none when the model is off.</summary>
    public IReadOnlyList<string> Faults()
    {
        if (!IsOn) return [];
        var faults = new List<string>();
        var valid = Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address!.UserInfo.Length == 0;
        if (!valid) faults.Add(ModelTexts.BadEndpoint(Endpoint!));
        else if (!string.IsNullOrEmpty(Key) && address!.Scheme == "http" && !address.IsLoopback) faults.Add(ModelTexts.KeyInTheClear(Endpoint!));
        if (string.IsNullOrWhiteSpace(Name)) faults.Add(ModelTexts.NoName);
        if (Timeout <= TimeSpan.Zero || Timeout > LongestTimeout) faults.Add(ModelTexts.BadTimeout(Timeout));
        return faults;
    }

    internal Uri Completions => new(Endpoint!.TrimEnd('/') + "/chat/completions");
}
