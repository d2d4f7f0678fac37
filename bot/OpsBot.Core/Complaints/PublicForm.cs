namespace OpsBot.Core.Complaints;

/// <summary>The public form, where reports come without an account.</summary>
/// <param name="Address">Where anybody opens it, the same for all; null: this deployment has none.</param>
public sealed record PublicForm(Uri? Address)
{
    /// <summary>There is none.</summary>
    public static PublicForm Closed { get; } = new((Uri?)null);

    /// <summary>
    /// The form at an address, or null when it is none that may be given to everybody: http or https, no name and no password,
    /// and nothing behind a question mark or hash, by which the one who opens it could be told.
    /// </summary>
    public static PublicForm? At(string? address) =>
        Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
            && !address!.AsSpan().ContainsAny("?#")
            ? new PublicForm(uri)
            : null;
}
