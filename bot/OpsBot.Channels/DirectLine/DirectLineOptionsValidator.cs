using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.DirectLine;

/// <summary>Lists every fault at once, before the process serves.</summary>
internal sealed class DirectLineOptionsValidator : IValidateOptions<DirectLineOptions>
{
    private const int MinKeyBytes = 32;
    private const int MinSecretLength = 16;
    private const int MaxStoredBytes = 4 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, DirectLineOptions options)
    {
        var faults = new List<string>();
        var key = new byte[MinKeyBytes * 8];
        if (!Convert.TryFromBase64String(options.SigningKey, key, out var length) || length < MinKeyBytes)
            faults.Add($"DirectLine:SigningKey must be base 64 of {MinKeyBytes} to {key.Length} bytes; it is not.");
        if (options.Secret is { Length: < MinSecretLength })
            faults.Add($"DirectLine:Secret must have at least {MinSecretLength} characters; it has {options.Secret.Length}.");
        if (options.Secret is not null && !TenantId.TryParse(options.Tenant, out _))
            faults.Add($"DirectLine:Tenant must name a tenant when DirectLine:Secret is set; it is '{options.Tenant}'.");
        if (options.PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            faults.Add($"DirectLine:PublicUrl must be an absolute http or https address; it is '{url}'.");
        Positive(faults, nameof(options.TokenLifetime), options.TokenLifetime);
        Positive(faults, nameof(options.StreamTokenLifetime), options.StreamTokenLifetime);
        Positive(faults, nameof(options.KeepAlive), options.KeepAlive);
        Positive(faults, nameof(options.MaxBodyBytes), options.MaxBodyBytes);
        Positive(faults, nameof(options.VisitorBodyBytes), options.VisitorBodyBytes);
        Positive(faults, nameof(options.VisitKilobytes), options.VisitKilobytes);
        Positive(faults, nameof(options.VisitsMegabytesPerHour), options.VisitsMegabytesPerHour);
        if (options.VisitorBodyBytes > options.VisitKilobytes * 1024L)
            faults.Add($"DirectLine:VisitorBodyBytes must fit into DirectLine:VisitKilobytes; it is '{options.VisitorBodyBytes}'.");
        if (options.VisitKilobytes > options.VisitsMegabytesPerHour * 1024L)
            faults.Add($"DirectLine:VisitKilobytes must fit into DirectLine:VisitsMegabytesPerHour; it is '{options.VisitKilobytes}'.");
        Positive(faults, nameof(options.MaxFrameBytes), options.MaxFrameBytes);
        Positive(faults, nameof(options.MaxStreams), options.MaxStreams);
        Positive(faults, nameof(options.PageSize), options.PageSize);
        Positive(faults, nameof(options.PostBurst), options.PostBurst);
        Positive(faults, nameof(options.PostsPerSecond), options.PostsPerSecond);
        Positive(faults, nameof(options.MaxUploadFiles), options.MaxUploadFiles);
        Positive(faults, nameof(options.UploadKeep), options.UploadKeep);
        Positive(faults, nameof(options.UploadMegabytesPerHour), options.UploadMegabytesPerHour);
        Positive(faults, nameof(options.AnonymousPerMinute), options.AnonymousPerMinute);
        Positive(faults, nameof(options.AllAnonymousPerMinute), options.AllAnonymousPerMinute);
        if (options.MaxUploadBytes is < 1 or > MaxStoredBytes)
            faults.Add($"DirectLine:MaxUploadBytes must be 1 to {MaxStoredBytes}; it is '{options.MaxUploadBytes}'.");
        if (options.AllowAnonymous && !TenantId.TryParse(options.Tenant, out _))
            faults.Add($"DirectLine:Tenant must name a tenant when DirectLine:AllowAnonymous is set; it is '{options.Tenant}'.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Positive<T>(List<string> faults, string name, T value)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(default) <= 0)
            faults.Add($"DirectLine:{name} must be above zero; it is '{value}'.");
    }
}
