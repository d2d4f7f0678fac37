namespace OpsBot.Channels.BotFramework.Connector;

/// <summary>Addresses below a service address. Every id is escaped: the platforms' ids hold slashes, plus signs and worse.</summary>
internal static class ConnectorPaths
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static Uri Conversations(Uri service) => At(service, "v3/conversations");

    public static Uri Activities(Uri service, string conversation) => At(service, $"v3/conversations/{Segment(conversation)}/activities");

    public static Uri Activity(Uri service, string conversation, string activity) =>
        At(service, $"v3/conversations/{Segment(conversation)}/activities/{Segment(activity)}");

    public static Uri Members(Uri service, string conversation, int pageSize, string? continuation)
    {
        var page = continuation is null ? "" : $"&continuationToken={Uri.EscapeDataString(continuation)}";
        return At(service, $"v3/conversations/{Segment(conversation)}/pagedmembers?pageSize={pageSize}{page}");
    }

    // Escaped here and in the service's own address: there is nothing left to put in order.
    private static Uri At(Uri service, string path) => new($"{service.AbsoluteUri.AsSpan().TrimEnd('/')}/{path}", AsItIs);

    // Dots are not escaped and would climb; no platform has such an id, and inbound ones were refused.
    private static string Segment(string id) => id is "" or "." or ".."
        ? throw new ArgumentException("The id cannot be part of a path.", nameof(id))
        : Uri.EscapeDataString(id);
}
