using System.Text.RegularExpressions;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Identity;

/// <summary>What was typed about accounts.</summary>
/// <param name="Kind">What is wanted.</param>
/// <param name="Argument">A code or a handle; empty when none was typed.</param>
public sealed partial record AccountCommand(AccountCommandKind Kind, string Argument)
{
    private const int MostCharacters = 40;

    /// <summary>Null when the text is about something else. A code alone counts when <paramref name="bareDigits"/> says how long one is.</summary>
    public static AccountCommand? Read(string text, int? bareDigits)
    {
        if (text.Length > MostCharacters)
            return null;
        var said = Narrow(text);
        if (bareDigits is { } length && said.Length == length && said.All(char.IsAsciiDigit))
            return new AccountCommand(AccountCommandKind.Link, said);
        if (Shown().IsMatch(said))
            return new AccountCommand(AccountCommandKind.Show, "");
        return Of(AccountCommandKind.Link, Link().Match(said)) ?? Of(AccountCommandKind.Unlink, Unlink().Match(said)) ?? Of(AccountCommandKind.Prefer, Prefer().Match(said));
    }

    private static AccountCommand? Of(AccountCommandKind kind, Match match) =>
        match.Success ? new AccountCommand(kind, match.Groups["rest"].Value) : null;

    // Codes are read out in groups, and typed with full-width digits.
    private static string Narrow(string text)
    {
        Span<char> narrow = stackalloc char[MostCharacters];
        var length = 0;
        foreach (var wide in text)
            if (FullWidth.Fold(wide) is var c && !char.IsWhiteSpace(c) && c is not ('-' or '。' or '“' or '”' or '"'))
                narrow[length++] = char.ToUpperInvariant(c);
        return new string(narrow[..length]);
    }

    [GeneratedRegex("^(查看)?(我的|已绑定的?|已关联的?)账[号户]$")]
    private static partial Regex Shown();

    [GeneratedRegex("^(绑定|关联)(账[号户])?[:]?(?<rest>[0-9]{4,12})$|^(请|帮我|我要)?(绑定|关联)(我的|其他)?账[号户]$")]
    private static partial Regex Link();

    [GeneratedRegex("^(解除|取消)(绑定|关联)(账[号户])?[:]?(?<rest>[0-9A-Z]{0,12})$|^解绑[:]?(?<rest>[0-9A-Z]{0,12})$|^解除[:]?(?<rest>[0-9A-Z]{6})$")]
    private static partial Regex Unlink();

    [GeneratedRegex("^提醒发到[:]?(?<rest>[0-9A-Z]{0,12})$")]
    private static partial Regex Prefer();
}
