namespace OpsBot.Core.Texts;

/// <summary>Every sentence of the regulation library that a user or an administrator reads.</summary>
public static class RegulationTexts
{
    // Kinds of source.
    public const string Regulation = "法规";
    public const string Notice = "通知";
    public const string WorkReport = "工作报道，不是文件原文";
    public const string SampleSpeech = "讲话范文（非规范性文件）";
    public const string PressReport = "媒体报道，不是文件原文";

    // Parts of a document.
    public const string PartPreamble = "前言";
    public const string PartIntroduction = "引言";
    public const string PartClosing = "结尾部分";
    public const string PartNotice = "印发通知";
    public const string PartSignature = "落款";
    public const string Untitled = "（原文没有标题）";

    // Source line.
    public const string Undated = "未注明日期";
    public const string UnknownIssuer = "未注明发文单位";
    public const string UnknownTerritory = "未注明地区";
    public const string AlsoRelated = "相关内容：";
    public const string PhoneWarning = "电话是文件发布时的，拨打前请核实。";

    // Replies without a clause.
    public const string Empty = "请写下您的问题，比如：晚上能在群里布置工作吗？";
    public const string TooVague = "我没看明白。请说具体一点：谁要求谁做什么事？";
    public const string ReportOption = "反映这个问题";
    public const string Refused = "这个我不能做。我只原样引用文件里的条款，不编造、不改动，也不透露任何人的信息。您可以直接问某件事文件是怎么规定的。";
    public const string Greeting = "您好。我能帮您查基层减负的规定，也能受理您反映的问题。请直接说事。";
    public const string Thanks = "不客气。还有问题随时问。";
    public const string Identity = "我是 OpsBot，查基层减负规定、受理问题反映的聊天助手，是开源软件。回答只引用资料库里的原文。";
    public const string Goodbye = "好的，再见。有事随时找我。";
    public const string Chat = "闲聊我不太会。要查规定或者反映问题，直接告诉我就行。";
    public const string Acknowledged = "好的。";

    // Why the importer cut a line.
    public const string CutMarkup = "只有网页标记，没有文字";
    public const string CutNoChinese = "没有中文内容";
    public const string CutNavigation = "网页导航";
    public const string CutByLine = "发布信息行";
    public const string CutFooter = "网站页脚";
    public const string CutHeader = "页眉（标题在下文重复出现）";
    public const string CutAfterCredits = "稿件来源行及其后内容";
    public const string CutAfterSignature = "落款日期之后的内容";
    public const string CutStray = "文末的零散文字";
    public const string CutSalutation = "称呼";
    public const string DoubtfulShort = "很短，又不像标题编号，请人工看一下";

    // Headings of the review sheet.
    public const string ReviewKept = "保留的行";
    public const string ReviewCut = "删去的行";
    public const string ReviewDoubtful = "存疑的行(已保留)";
    public const string ReviewClauses = "条款";

    // Why the importer refused a file.
    public const string RefusedBinary = "这不是文本文件。请先转成 UTF-8 文本再导入。";
    public const string RefusedEncoding = "文件不是 UTF-8 编码。请另存为 UTF-8 后再导入。";
    public const string RefusedSecret = "文件标有密级，不能导入。";
    public const string RefusedNoText = "没有找到正文。请检查文件内容。";

    public static string RefusedTooLarge(int maximumBytes) => $"文件超过 {maximumBytes / 1024 / 1024} MB。请拆开后再导入。";

    public static string Article(string number) => $"第{number}条";

    public static string Paragraph(int number) => $"第{number}段";

    public static string TooLong(int maximum) => $"问题太长了，最多 {maximum} 个字。请只留下要问的那件事。";

    public static string FoundRule(string territory) => $"最接近的是{territory}文件里的这一条：";

    public static string FoundSecondHand(string kind) => $"最接近的是下面这段，但出处是{kind}，仅供参考：";

    public static string FoundSeveral(int count) => $"有 {count} 处说到这件事：";

    public static string Quote(string quote) => $"“{quote}”";

    public static string Source(string title, string place, string issuer, string date, string territory, string kind) =>
        $"——《{title}》{place}|{issuer}|{date}|{territory}|{kind}";

    public static string About(string about) => $"（说的是{about}）";

    public static string NoAnswer(string holdings) => $"资料库里没有找到这件事的规定，我不能乱说。{Holdings(holdings)}{WhereToAsk}";

    public static string NoAnswerInTerritory(string territory, string holdings) =>
        $"资料库收录的{territory}资料没有写到这件事。{Holdings(holdings)}{WhereToAsk}";

    public static string UnknownPlace(string place, string holdings) => $"资料库没有收录{place}的文件，不能拿别处的规定来回答。{Holdings(holdings)}{WhereToAsk}";

    public static string AbsentDocument(string title, string holdings) => $"资料库没有收录{title}的原文，它的条款我没法引用。请到中国政府网等官方渠道查原文。{Holdings(holdings)}";

    public static string NoSuchArticle(string title, string number, int last) => $"《{title}》没有第{number}条，一共只有{last}条。";

    public static string WhichDocument(string number) => $"您问的是哪一份文件的第{number}条？";

    private const string WhereToAsk = "可以问本地的减负专项机制办公室，或者拨打12345。";

    private static string Holdings(string holdings) => $"目前收录：{holdings}。";
}
