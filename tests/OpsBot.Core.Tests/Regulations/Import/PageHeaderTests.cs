using System.Text;
using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Tests.Regulations.Import;

/// <summary>An early line that comes twice is a page header only where it looks like one; nothing of the text goes with it.</summary>
public sealed class PageHeaderTests
{
    [Fact]
    public void Import_ItemOfTwoLists_KeepsTitleAndAllArticles()
    {
        var result = Import("twin_items.txt");

        Assert.Equal(("云岭市报表管理办法", ClauseKind.Regulation), (result.Document!.Title, result.Document.Kind));
        Assert.Equal(["1", "2", "3", "4", "5"], result.Clauses.Select(clause => clause.Number.Split('(')[0]).Distinct());
        Assert.Equal(2, result.Clauses.Sum(clause => Count(clause.Text, "用途明确")));
        Assert.DoesNotContain(result.Lines, line => line.Disposition == LineDisposition.Cut);
    }

    [Fact]
    public void Import_IssuerInLetterheadAndSignature_KeepsTitleAddresseesAndRules()
    {
        var result = Import("letterhead_full.txt");

        Assert.Equal(("关于规范下发报表的通知", "云岭市人民政府办公室", new DateOnly(2026, 3, 5), ClauseKind.Notice),
            (result.Document!.Title, result.Document.Issuer, result.Document.Date!.Value, result.Document.Kind));
        var text = string.Join('\n', result.Clauses.Select(clause => clause.Text));
        Assert.Contains("各县(区)人民政府", text.Replace('（', '(').Replace('）', ')'), StringComparison.Ordinal);
        Assert.Contains("不得超过三张", text, StringComparison.Ordinal);
        Assert.Contains("不得超过一次", text, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Lines, line => line.Disposition == LineDisposition.Cut);
    }

    [Fact]
    public void Import_TitleOfAWebPageAboveItsNavigation_IsStillCutAndListed()
    {
        var result = Import(Encoding.UTF8.GetBytes("云岭市报表管理办法全文公布\n首页\n字号大小\n云岭市报表管理办法全文公布\n云岭市报表管理办法\n第一条 为规范报表，制定本办法。\n第二条 报表不得超过三张。\n"));

        Assert.Contains(result.Lines, line => line is { Number: 1, Disposition: LineDisposition.Cut, Reason: RegulationTexts.CutHeader });
        Assert.Equal(2, result.Clauses.Count);
    }

    /// <summary>Whatever early line comes again further down, each line of the text stands in a clause or is listed as left out.</summary>
    [Fact]
    public void Import_AnyEarlyLineTwice_DropsNothingSilently()
    {
        string[] lines =
        [
            "云岭市人民政府办公室", "云岭市报表管理办法", "各县（区）人民政府，市政府各部门：", "第一条 为规范报表，制定本办法。", "第二条 报表应当符合下列条件：",
            "（一）用途明确而且必要；", "（二）不与已有的报表重复；", "第三条 委托调查应当符合下列条件：", "（一）经费落实到位；", "第四条 本办法自公布之日起施行。",
        ];
        for (var from = 0; from < lines.Length - 1; from++)
            for (var to = from + 1; to < lines.Length; to++)
            {
                string[] text = [.. lines[..to], lines[from], .. lines[to..]];
                var result = Import(Encoding.UTF8.GetBytes(string.Join('\n', text) + "\n"));
                var cut = result.Lines.Where(line => line.Disposition == LineDisposition.Cut).Select(line => line.Number).ToHashSet();
                Assert.Equal(text.Length, result.Lines.Count);
                Assert.DoesNotContain(Enumerable.Range(1, text.Length), number => cut.Contains(number) && (text[number - 1][0] is '第' or '（'));
            }
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    private static ImportResult Import(string file) => Import(File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "tests", "fixtures", "import", file)));

    private static ImportResult Import(byte[] content) => TestLibrary.Importer.Import(content, "test");
}
