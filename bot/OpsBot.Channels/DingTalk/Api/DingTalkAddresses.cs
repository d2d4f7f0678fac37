namespace OpsBot.Channels.DingTalk.Api;

/// <summary>Where the deployment has what the vendor documents.</summary>
internal static class DingTalkAddresses
{
    private const string UserPath = "/topapi/v2/user/get";

    /// <summary>True for the API of the older host.</summary>
    public static bool IsOlder(Uri address) => address.AbsolutePath.StartsWith("/topapi/", StringComparison.Ordinal);

    /// <summary>The deployment's address.</summary>
    public static Uri Locate(DingTalkOptions options, Uri documented) => documented.AbsolutePath switch
    {
        UserPath => new Uri(options.LegacyBase, options.UserPath + documented.Query),
        "/v1.0/gateway/connections/open" => new Uri(options.Gateway, documented.PathAndQuery),
        _ => new Uri(IsOlder(documented) ? options.LegacyBase : options.ApiBase, documented.PathAndQuery),
    };
}
