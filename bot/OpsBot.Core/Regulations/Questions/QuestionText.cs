using System.Text;

namespace OpsBot.Core.Regulations.Questions;

/// <summary>Brings a question into one form: compatibility forms folded, Simplified Chinese, single blanks.</summary>
internal static class QuestionText
{
    public static string Normalize(string question, TraditionalConverter converter)
    {
        var folded = converter.ToSimplified(question.Normalize(NormalizationForm.FormKC));
        var result = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            if (char.IsControl(c) && !char.IsWhiteSpace(c)) continue;
            if (!char.IsWhiteSpace(c)) result.Append(c);
            else if (result.Length > 0 && result[^1] != ' ') result.Append(' ');
        }

        return result.ToString().Trim();
    }
}
