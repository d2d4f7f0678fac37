namespace OpsBot.Core.Texts;

/// <summary>What stands in a messenger's own list of things to do.</summary>
public static class TodoTexts
{
    /// <summary>One assignment. The list may be seen by others, so it names the case and nothing of it.</summary>
    public static string Assignment(string caseId) => $"交办事项 {caseId}，请在时限内办理";
}
