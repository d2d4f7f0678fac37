using OpsBot.Core.Regulations.Import;

namespace OpsBot.Core.Texts;

/// <summary>What an administrator reads about a document that is being imported.</summary>
public static class ImportTexts
{
    // Why lines of a document were left out before the text was looked at.
    public const string CutContents = "目录";
    public const string CutPageNumber = "页码";
    public const string CutHeaderPart = "页眉或页脚";
    public const string CutRotated = "斜排文字（水印）";

    // Notes at the head of the review sheet.
    public const string NoteFootnotes = "脚注、尾注和批注没有读入，请人工看一下。";
    public const string NoteDeleted = "修订中删去的文字没有读入，按接受全部修订处理。";
    public const string NoteHidden = "隐藏文字没有读入。";
    public const string NotePictures = "文件里有图片，图片上的字读不出来。";
    public const string NoteTables = "表格按行读入，单元格之间用“|”隔开。";
    public const string NoteUnreadableGlyphs = "有少数字没有编码信息，已用“□”代替，请对照原文。";
    public const string NoteRepairedPdf = "文件结构有损坏，已尽量修复，请对照原文。";
    public const string NoteBrokenPdfPages = "有的页读不完整，请对照原文。";
    public const string NoteColumns = "有的页分成两栏，已先读左栏再读右栏，请对照原文。";

    // Why a file was refused.
    public const string RefusedEmpty = "文件是空的。请检查后再导入。";
    public const string RefusedOldOffice = "这是旧版 Office 文件（如 .doc、.wps）。请用 Word 或 WPS 打开，另存为 .docx 后再导入。";
    public const string RefusedEncryptedOffice = "文件有打开密码。请去掉密码后再导入。";
    public const string RefusedRichText = "这是 RTF 文件。请另存为 .docx 后再导入。";
    public const string RefusedOfd = "暂时读不了 OFD 文件。请导出为 PDF 或 .docx 后再导入。";
    public const string RefusedArchive = "这是压缩包，但不是 Word 文件。请解压后导入里面的文本、网页、.docx 或 PDF。";
    public const string RefusedBrokenWord = "Word 文件已损坏，读不出来。请重新另存为 .docx 后再导入。";
    public const string RefusedHugeWord = "Word 文件展开后太大或嵌套太深，不安全。请拆开或另存后再导入。";
    public const string RefusedEncryptedPdf = "PDF 有密码或加了限制。请导出一份不加密的 PDF 后再导入。";
    public const string RefusedBrokenPdf = "PDF 已损坏，读不出来。请重新导出后再导入。";
    public const string RefusedHugePdf = "PDF 展开后太大或太复杂，不安全。请拆开后再导入。";
    public const string RefusedUnsafeFile = "文件太大或太复杂，没能在限定的时间和内存里读完。请拆开或另存后再导入。";
    public const string RefusedBrokenPage = "网页文件已损坏，读不出来。请重新保存后再导入。";
    public const string RefusedScan = "PDF 里没有文字层，大概是扫描件。请先做文字识别，或者找电子版。";
    public const string RefusedNoUnicode = "PDF 里的文字没有编码信息，读出来会是乱码。请找 Word 版或者另行导出。";

    // Headings and lines of the review sheet.
    public const string ReviewNotes = "提示";
    public const string Unchanged = "和库里已有的完全一样，没有改动。";
    public const string Reparsed = "来源没有变，只是重新拆分了条款。";
    public const string NewDocument = "新文件。";

    public static string CutRunningLine(int page) => $"每页重复的页眉页脚（第{page}页）";

    public static string CutPageNumberOn(int page) => $"页码（第{page}页）";

    public static string NoteEncoding(string encoding) => $"按 {encoding} 编码读入，请看一下有没有乱码。";

    public static string NewVersion(string id, int version, string oldId) => $"{id} 的第 {version} 版。旧版保留为 {oldId}，已标明被取代。";

    public static string NoSuchDocument(string id, string pack) => $"资料包 {pack} 里没有编号为 {id} 的文件，不能取代它。请用 --replaces 写对编号。";

    public static string BadPackName(string pack) => $"资料包名“{pack}”不对，只能用小写字母、数字和连字符。";

    public static string UnreadableFile(string name) => $"{name}：打不开这个文件。请检查路径和权限。";

    public static string ChangeHeading(ClauseChangeKind kind) => kind switch
    {
        ClauseChangeKind.Added => "新增的条款",
        ClauseChangeKind.Changed => "改了的条款",
        ClauseChangeKind.Removed => "删去的条款",
        _ => "没有变的条款",
    };
}
