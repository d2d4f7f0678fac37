namespace OpsBot.Core.Texts;

/// <summary>Verdicts in plain words.</summary>
public static class RegulationVerdictTexts
{
    public const string Forbidden = "不可以这样要求或这样做。";
    public const string Allowed = "可以这样做。";
    public const string AllowedWith = "可以，但只限文件写明的情形。";
    public const string NeedsApproval = "不能自己定，要先走审批、备案或同意程序。";
    public const string NotApplicable = "这一条管不到您说的这种情况。";

    public static string NotGiven(string holdings) => $"资料库里的文件只提到这件事，没有写出具体内容，我不能编。目前收录：{holdings}。需要全文请找发文单位。";

    public static string ForbiddenInPrinciple(string hedge) => $"按文件，{Adverb(hedge)}不可以这样做。";

    public static string Basis(string territory) => $"依据是{territory}文件的这一条：";

    public static string BasisSecondHand(string kind) => $"出处是{kind}，仅供参考：";

    public static string Exception(string exception) => $"写明的例外：“{exception}”。";

    public static string Approval(string approval) => $"涉及审批备案：“{approval}”。";

    public static string Hedge(string hedge) => $"注意：原文用的是“{Adverb(hedge)}”，不是绝对禁止。";

    public static string Note(string note) => $"请注意：{note}";

    public static string PlacesDiffer(IEnumerable<(string Place, string Sentence)> places) =>
        $"各地写法不同：{string.Join('；', places.Select(entry => $"{entry.Place}：{entry.Sentence.TrimEnd('。')}"))}。您在哪里就按哪里的来，拿不准就按严的来。";

    public static string ReferenceOnly(string territory) => $"下面是{territory}的说法，只供参考，在您问的地方不适用：";

    // The cue may reach into the next word (原则上非, 一般不得); what is said and quoted is the softening word alone.
    private static string Adverb(string hedge) => hedge.StartsWith("原则上", StringComparison.Ordinal) ? "原则上" : "一般";
}
