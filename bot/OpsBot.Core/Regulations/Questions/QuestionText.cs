using System.Globalization;
using System.Text;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Regulations.Questions;

/// <summary>Brings a question into one form: compatibility forms folded, Simplified Chinese, single blanks, frequent slips corrected.</summary>
internal static class QuestionText
{
    public static string Normalize(string question, TraditionalConverter converter, IReadOnlyDictionary<string, string> typos)
    {
        var folded = converter.ToSimplified(question.Normalize(NormalizationForm.FormKC));
        var result = new StringBuilder(folded.Length);
        foreach (var wide in folded)
        {
            // The program runs without the tables of compatibility forms, so the wide forms of a keyboard are folded by hand.
            var c = FullWidth.Fold(wide);
            if ((char.IsControl(c) && !char.IsWhiteSpace(c)) || char.GetUnicodeCategory(c) == UnicodeCategory.Format) continue;
            if (!char.IsWhiteSpace(c)) result.Append(c);
            else if (result.Length > 0 && result[^1] != ' ') result.Append(' ');
        }

        foreach (var (slip, correct) in typos) result.Replace(slip, correct);
        return result.ToString().Trim();
    }
}
