namespace OpsBot.Core.Conversations;

/// <summary>The wide letters, digits and signs of a Chinese keyboard, as the keyboard in English mode gives them.</summary>
public static class FullWidth
{
    private const int Offset = '！' - '!';

    /// <summary>Any wide form; other characters stay.</summary>
    public static char Fold(char c) => c is >= '！' and <= '～' ? (char)(c - Offset) : c;

    /// <summary>Wide digits only; other characters stay.</summary>
    public static string FoldDigits(string text) => string.Concat(text.Select(c => c is >= '０' and <= '９' ? Fold(c) : c));
}
