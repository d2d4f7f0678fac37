namespace OpsBot.Channels.Shared;

/// <summary>
/// Turns the address of a vendor's documentation into the deployment's. An address that was given whole (a session's
/// webhook) stays.
/// </summary>
/// <param name="locate">Gives the deployment's address for a documented path and query.</param>
internal sealed class AddressHandler(Func<Uri, Uri> locate) : DelegatingHandler
{
    private const string NoHost = "vendor.invalid";

    /// <summary>Base of the calls before they have a deployment's address. Nothing can be sent there.</summary>
    public static readonly Uri Documented = new($"http://{NoHost}/");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { Host: NoHost } documented)
            request.RequestUri = locate(documented);
        return base.SendAsync(request, cancellationToken);
    }
}
