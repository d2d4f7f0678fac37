using Microsoft.Extensions.Options;
using OpsBot.Channels.Crypto;

namespace OpsBot.Channels.WeCom;

/// <summary>Lists every fault at once, before the process serves. Secrets are not repeated.</summary>
internal sealed class WeComOptionsValidator : IValidateOptions<WeComOptions>
{
    private static readonly TimeSpan PassiveLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDuplicateCheck = TimeSpan.FromHours(4);

    public ValidateOptionsResult Validate(string? name, WeComOptions options)
    {
        var faults = new List<string>();
        Filled(faults, nameof(options.CorpId), options.CorpId);
        Filled(faults, nameof(options.Secret), options.Secret);
        Filled(faults, nameof(options.Token), options.Token);
        if (options.AgentId <= 0)
            faults.Add($"WeCom:AgentId must be the application's number; it is '{options.AgentId}'.");
        if (!CallbackCipher.IsKey(options.EncodingAESKey))
            faults.Add($"WeCom:EncodingAESKey must have {CallbackCipher.KeyLength} letters and digits; it has {options.EncodingAESKey.Length} characters.");
        if (options.RobotEncodingAESKey.Length > 0 && !CallbackCipher.IsKey(options.RobotEncodingAESKey))
            faults.Add($"WeCom:RobotEncodingAESKey must be empty or have {CallbackCipher.KeyLength} letters and digits.");
        if (options.PreviousToken.Length + options.PreviousEncodingAESKey.Length > 0
            && (options.PreviousToken.Length == 0 || !CallbackCipher.IsKey(options.PreviousEncodingAESKey) || options.PreviousUntil is null))
            faults.Add("WeCom:PreviousToken, WeCom:PreviousEncodingAESKey (43 letters and digits) and WeCom:PreviousUntil must be set together.");
        Base(faults, options);
        foreach (var (field, path) in Paths(options))
            if (path.Contains("..", StringComparison.Ordinal) || path.IndexOfAny(['?', '#', ':', '\\']) >= 0 || path.StartsWith("//", StringComparison.Ordinal))
                faults.Add($"WeCom:{field} must be a plain path; it is '{path}'.");
        if (options.PassiveBudget <= TimeSpan.Zero || options.PassiveBudget >= PassiveLimit)
            faults.Add($"WeCom:PassiveBudget must be above zero and below five seconds; it is '{options.PassiveBudget}'.");
        if (options.DuplicateCheckInterval <= TimeSpan.Zero || options.DuplicateCheckInterval > LongestDuplicateCheck)
            faults.Add($"WeCom:DuplicateCheckInterval must be above zero and at most four hours; it is '{options.DuplicateCheckInterval}'.");
        if (options.TextBytes is < 64 or > 20_480)
            faults.Add($"WeCom:TextBytes must be 64 to 20480; it is '{options.TextBytes}'.");
        Positive(faults, nameof(options.Freshness), options.Freshness);
        Positive(faults, nameof(options.RedeliveryWindow), options.RedeliveryWindow);
        Positive(faults, nameof(options.MaxBodyBytes), options.MaxBodyBytes);
        Positive(faults, nameof(options.RequestTimeout), options.RequestTimeout);
        Positive(faults, nameof(options.RecallWindow), options.RecallWindow);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Base(List<string> faults, WeComOptions options)
    {
        var url = options.ApiBase;
        var secure = url.IsAbsoluteUri && (url.Scheme == "https" || (url.Scheme == "http" && (url.IsLoopback || options.AllowPlainHttp)));
        if (!secure || url.Query.Length > 0 || url.UserInfo.Length > 0)
            faults.Add($"WeCom:ApiBase must be an absolute https address (http only with WeCom:AllowPlainHttp or on this machine); it is '{url}'.");
    }

    private static IEnumerable<(string Field, string Path)> Paths(WeComOptions options) =>
    [
        (nameof(options.ApiPrefix), options.ApiPrefix), (nameof(options.TokenPath), options.TokenPath), (nameof(options.SendPath), options.SendPath),
        (nameof(options.GroupSendPath), options.GroupSendPath), (nameof(options.UpdateCardPath), options.UpdateCardPath),
        (nameof(options.RecallPath), options.RecallPath),
    ];

    private static void Filled(List<string> faults, string name, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
            faults.Add($"WeCom:{name} is missing; set WeCom__{name}.");
    }

    private static void Positive<T>(List<string> faults, string name, T value)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(default) <= 0)
            faults.Add($"WeCom:{name} must be above zero; it is '{value}'.");
    }
}
