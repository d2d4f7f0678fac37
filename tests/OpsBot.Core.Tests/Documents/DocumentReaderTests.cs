using System.IO.Compression;
using System.Text;
using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Core.Texts;
using OpsBot.Web.Documents;

namespace OpsBot.Core.Tests.Documents;

public sealed class DocumentReaderTests
{
    private const string Sentence = "各部门不得要求基层重复填报相同的数据，确需填报的应当说明依据和用途。";

    [Theory]
    [InlineData("circular.pdf")]
    [InlineData("circular-objstm.pdf")]
    public void Read_SameCircularAsPdf_GivesTheClausesOfTheWordFile(string pdf)
    {
        var word = Fixture.Import(Fixture.Read("circular.docx").Source!);
        var printed = Fixture.Import(Fixture.Read(pdf).Source!);

        Assert.Equal(["preamble", "一(一)", "一(二)", "二(一)", "二(二)", "三(一)", "三(二)", "四(一)", "四(二)", "signature"], word.Clauses.Select(clause => clause.Number));
        Assert.Equal(word.Clauses.Select(clause => clause.Text), printed.Clauses.Select(clause => clause.Text));
        Assert.Equal(["二、会议", "(二)"], word.Clauses[4].Path);
        Assert.StartsWith("视频会议能开到乡镇的，不再层层开会", word.Clauses[4].Text);
        Assert.Equal("关于切实减轻基层负担的若干措施", printed.Document!.Title);
        Assert.Equal(new DateOnly(2024, 3, 1), printed.Document.Date);
        Assert.Equal(ClauseKind.Notice, printed.Document.Kind);
    }

    [Fact]
    public void Read_PdfWithRunningHeader_CutsItAndThePageNumbersWithReasons()
    {
        var source = Fixture.Read("circular.pdf").Source!;

        Assert.Equal(6, source.Cut.Count);
        Assert.Contains(source.Cut, line => line is { Text: "青禾县减负文件汇编", Reason: "每页重复的页眉页脚（第2页）" });
        Assert.Contains(source.Cut, line => line is { Text: "— 3 —", Reason: "页码（第3页）" });
        Assert.DoesNotContain("汇编", source.Text);
    }

    [Fact]
    public void Read_PageAndItsPrint_GiveTheSameArticles()
    {
        var page = Fixture.Import(Fixture.Read("page.html").Source!);
        var print = Fixture.Import(Fixture.Read("page.pdf").Source!);

        Assert.Equal(["preamble", "1", "2", "3", "4", "5", "6", "7", "8"], page.Clauses.Select(clause => clause.Number));
        Assert.Equal(page.Clauses.Select(clause => clause.Text), print.Clauses.Select(clause => clause.Text));
    }

    [Theory]
    [InlineData("circular.docx")]
    [InlineData("circular.pdf")]
    [InlineData("page.pdf")]
    [InlineData("page.html")]
    public void Verify_EveryClause_IsFoundInTheSourceReadAgain(string name)
    {
        var clauses = Fixture.Import(Fixture.Read(name).Source!).Clauses;
        var again = Fixture.Read(name).Source!;

        Assert.All(clauses, clause => Assert.True(TestLibrary.Importer.Verify(clause, again), clause.Id));
    }

    public static TheoryData<byte[], string> Unfit => new()
    {
        { [], ImportTexts.RefusedEmpty },
        { Encoding.UTF8.GetBytes(" \r\n\t"), ImportTexts.RefusedEmpty },
        { new byte[Fixture.Limit + 1], RegulationTexts.RefusedTooLarge(Fixture.Limit) },
        { [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x00, 0x00], RegulationTexts.RefusedBinary },
        { [0xFF, 0xD8, 0xFF, 0xE0], RegulationTexts.RefusedEncoding },
        { Fixture.Bytes("circular.doc"), ImportTexts.RefusedOldOffice },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Encoding.Unicode.GetBytes("EncryptedPackage")], ImportTexts.RefusedEncryptedOffice },
        { Encoding.ASCII.GetBytes(@"{\rtf1 text}"), ImportTexts.RefusedRichText },
        { Zip("OFD.xml", "<ofd/>"), ImportTexts.RefusedOfd },
        { Zip("xl/workbook.xml", "<workbook/>"), ImportTexts.RefusedArchive },
        { Zip("word/document.xml", "<w:document"), ImportTexts.RefusedBrokenWord },
        { Encoding.ASCII.GetBytes("PK\u0003\u0004 torn"), ImportTexts.RefusedBrokenWord },
        { Fixture.Bytes("circular-encrypted.pdf"), ImportTexts.RefusedEncryptedPdf },
        { Fixture.Bytes("scan.pdf"), ImportTexts.RefusedScan },
        { Encoding.ASCII.GetBytes("%PDF-1.7\nnothing"), ImportTexts.RefusedBrokenPdf },
    };

    [Theory]
    [MemberData(nameof(Unfit), DisableDiscoveryEnumeration = true)]
    public void Read_UnfitFile_IsRefusedWithReason(byte[] content, string reason)
    {
        var reading = Fixture.Reader.Read(content);

        Assert.Null(reading.Source);
        Assert.Equal(reason, reading.Refusal);
    }

    [Fact]
    public void Read_TextInGb18030_IsReadWithANote()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var source = Fixture.Reader.Read(encoding.GetBytes($"关于减负的通知\n1.{Sentence}")).Source!;

        Assert.Contains(Sentence, source.Text);
        Assert.Equal([ImportTexts.NoteEncoding("GB18030")], source.Notes);
    }

    [Theory]
    [InlineData("秘密")]
    [InlineData("机 密 ★ 1年")]
    [InlineData("绝密★长期")]
    [InlineData("【机密】")]
    [InlineData("密级：秘密")]
    public void Import_SecretMarkAnywhere_IsRefused(string mark) =>
        Assert.Equal(RegulationTexts.RefusedSecret, Fixture.Import(Fixture.Reader.Read(Encoding.UTF8.GetBytes($"关于减负的通知\n1.{Sentence}\n{mark}\n2.{Sentence}")).Source!).Refusal);

    [Fact]
    public void Import_SentenceAboutSecrets_IsNoMark() =>
        Assert.Null(Fixture.Import(Fixture.Reader.Read(Encoding.UTF8.GetBytes($"关于减负的通知\n1.{Sentence}\n秘密级文件按保密规定办理，不在此列。")).Source!).Refusal);

    [Fact]
    public void Read_WebPage_KeepsTextAndLosesTheRest()
    {
        const string page = """
            <!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><nav>首页</nav><script>if (a < b) { "</p>" }</script>
            <h1>关于減負的通知</h1><ol><li>少开会&amp;開短会，不得层层陪会。</li><li>少<!-- x -->发<b>文</b>，<ruby>着<rt>zhuó</rt></ruby>力精简文件。</li></ol>
            <table><tr><td><p>事项</p></td><td>频次</td></tr></table><footer>版权</footer></body></html>
            """;

        var text = Fixture.Reader.Read(Encoding.UTF8.GetBytes(page)).Source!.Text;

        Assert.Equal(["关于減負的通知", "1.少开会&開短会，不得层层陪会。", "2.少发文，着力精简文件。", "事项 | 频次"], text.Split('\n').Select(line => line.Replace("  ", " ").Trim()).Where(line => line.Length > 0));
    }

    internal static byte[] Zip(params string[] namesAndTexts)
    {
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, true))
        {
            for (var i = 0; i < namesAndTexts.Length; i += 2)
            {
                using var part = new StreamWriter(archive.CreateEntry(namesAndTexts[i]).Open());
                part.Write(namesAndTexts[i + 1]);
            }
        }

        return target.ToArray();
    }
}
