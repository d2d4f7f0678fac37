namespace OpsBot.Core.Changes;

/// <summary>One territory's office (a city or a county). Every stored key carries it as the hash tag <c>{tenant}</c>.</summary>
public readonly record struct TenantId
{
    private TenantId(string value) => Value = value;

    /// <summary>1 to 32 characters of a-z, 0-9 and '-'.</summary>
    public string Value { get; }

    /// <summary>Reads a tenant name; false when it is empty, too long or has other characters.</summary>
    public static bool TryParse(string? text, out TenantId tenant)
    {
        var valid = text is { Length: > 0 and <= 32 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        tenant = valid ? new TenantId(text!) : default;
        return valid;
    }

    /// <summary>As <see cref="TryParse"/>; a bad name is a configuration fault and throws.</summary>
    public static TenantId Parse(string text) =>
        TryParse(text, out var tenant) ? tenant : throw new FormatException($"Tenant '{text}' must be 1 to 32 characters of a-z, 0-9 and '-'.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
