namespace OpsBot.Core.Regulations;

/// <summary>Reads whole numbers below ten thousand written with Chinese or Arabic digits: 二十九, 一百零三, 29.</summary>
public static class ChineseNumber
{
    private const string Digits = "零一二三四五六七八九";
    private const int Limit = 10_000;

    public static bool TryRead(string text, out int number)
    {
        number = 0;
        if (text.Length == 0 || text.Length > 8) return false;
        if (text.All(char.IsAsciiDigit)) return int.TryParse(text, out number) && number < Limit;
        var digit = -1;
        foreach (var c in text)
        {
            var unit = c switch { '十' => 10, '百' => 100, '千' => 1000, _ => 0 };
            if (unit > 0)
            {
                number += (digit < 0 ? 1 : digit) * unit;
                digit = -1;
                continue;
            }

            var value = c switch { '〇' => 0, '两' => 2, _ => Digits.IndexOf(c) };
            if (value < 0 || digit > 0) return false;
            digit = value;
        }

        if (digit > 0) number += digit;
        return number is > 0 and < Limit;
    }
}
