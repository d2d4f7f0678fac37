using System.Globalization;
using System.Text;

namespace OpsBot.Web.Documents.Word;

/// <summary>Writes the number of a list as Word shows it, by the format names of Office Open XML.</summary>
internal static class WordNumberFormat
{
    private const int Largest = 32_767;
    private const string Plain = "〇一二三四五六七八九";
    private const string Legal = "零壹贰叁肆伍陆柒捌玖";
    private const string Stems = "甲乙丙丁戊己庚辛壬癸";
    private const string Branches = "子丑寅卯辰巳午未申酉戌亥";

    public static string Write(int number, string format)
    {
        if (number is < 0 or > Largest) return number.ToString(CultureInfo.InvariantCulture);
        return format switch
        {
            "none" => "",
            "chineseCounting" or "chineseCountingThousand" or "taiwaneseCounting" or "taiwaneseCountingThousand" or "japaneseCounting" => Counting(number, "零一二三四五六七八九", "", "十", "百", "千"),
            "chineseLegalSimplified" or "ideographLegalTraditional" => Counting(number, Legal, "", "拾", "佰", "仟"),
            "ideographDigital" or "taiwaneseDigital" or "japaneseDigitalTenThousand" or "chineseDigital" => string.Concat(Digits(number).Select(c => Plain[c - '0'])),
            "ideographTraditional" => Cycle(number, Stems),
            "ideographZodiac" => Cycle(number, Branches),
            "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
            "decimalFullWidth" or "decimalFullWidth2" => string.Concat(Digits(number).Select(c => (char)(c - '0' + '\uFF10'))),
            "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" when number is >= 1 and <= 20 => ((char)('①' + number - 1)).ToString(),
            "decimalEnclosedParen" => $"({number})",
            "lowerLetter" => Letters(number).ToLowerInvariant(),
            "upperLetter" => Letters(number),
            "lowerRoman" => Roman(number).ToLowerInvariant(),
            "upperRoman" => Roman(number),
            _ => Digits(number),
        };
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    // 十, 十一, 二十, 一百零五: the leading 一 of 一十 is not written.
    private static string Counting(int number, string digits, params string[] units)
    {
        if (number == 0) return digits[..1];
        if (number >= 10_000) return Counting(number / 10_000, digits, units) + "万" + (number % 10_000 == 0 ? "" : Counting(number % 10_000, digits, units));
        var text = new StringBuilder();
        var gap = false;
        var written = Digits(number);
        for (var i = 0; i < written.Length; i++)
        {
            var digit = written[i] - '0';
            if (digit == 0)
            {
                gap = true;
                continue;
            }

            if (gap) text.Append(digits[0]);
            gap = false;
            if (!(digit == 1 && written.Length == 2 && i == 0 && units[1] == "十")) text.Append(digits[digit]);
            text.Append(units[written.Length - 1 - i]);
        }

        return text.ToString();
    }

    private static string Cycle(int number, string signs) => number == 0 ? "0" : signs[(number - 1) % signs.Length].ToString();

    // Word goes on after z with aa, bb, cc.
    private static string Letters(int number) => number == 0 ? "0" : new string((char)('A' + (number - 1) % 26), Math.Min((number - 1) / 26 + 1, 30));

    private static string Roman(int number)
    {
        if (number is 0 or > 3999) return Digits(number);
        (int Value, string Sign)[] signs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var text = new StringBuilder();
        foreach (var (value, sign) in signs)
        {
            for (; number >= value; number -= value) text.Append(sign);
        }

        return text.ToString();
    }
}
