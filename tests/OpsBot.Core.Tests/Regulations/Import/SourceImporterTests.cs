using System.Text;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Tests.Regulations.Import;

public sealed class SourceImporterTests
{
    private const string Sentence = "各部门不得要求基层重复填报相同的数据,确需填报的应当说明依据和用途,并按规定的频次进行。";

    [Fact]
    public void Import_ArticlesUnderChapters_AreNumberedByArticle()
    {
        var result = Import($"某某省减负办法\n第一章 总则\n第一条 {Sentence}\n第二章 附则\n第十二条 {Sentence}\n本办法由省委办公厅负责解释,自发布之日起施行,以往规定与此不一致的,以此为准。");

        Assert.Equal(["1", "12", "closing"], result.Clauses.Select(clause => clause.Number));
        Assert.Equal(["第二章 附则", "第12条"], result.Clauses[1].Path);
        Assert.Equal("某某省减负办法", result.Document!.Title);
    }

    [Fact]
    public void Import_ItemsThatStartAnewInEachSection_KeepDistinctNumbers()
    {
        var result = Import($"关于减负的通知\n一、文件\n1.{Sentence}\n2.{Sentence}\n二、会议\n1.{Sentence}");

        Assert.Equal(["一-1", "一-2", "二-1"], result.Clauses.Select(clause => clause.Number));
    }

    [Fact]
    public void Import_FullWidthSectionNumbers_AreUnderstood()
    {
        var result = Import($"关于减负的通知\n一、文件\n\uFF08一\uFF09{Sentence}\n\uFF08二\uFF09{Sentence}");

        Assert.Equal(["一(一)", "一(二)"], result.Clauses.Select(clause => clause.Number));
    }

    [Fact]
    public void Import_ParagraphAfterItem_ContinuesThatItem()
    {
        var result = Import($"关于减负的通知\n1.{Sentence}\n{Sentence}\n2.{Sentence}");

        Assert.Equal(2, result.Clauses.Count);
        Assert.Equal($"{Sentence}\n{Sentence}", result.Clauses[0].Text);
    }

    [Fact]
    public void Import_MarkupAndPinyin_AreRemovedButOtherBracketsStay()
    {
        var result = Import("关于减负的通知\n1.<b>各部门</b>要協(xié)调鄉(xiāng)镇(街道)工作,不得(a)要求报送(PPT)材料,也不得以任何方式变相要求。");

        Assert.Equal("各部门要协调乡镇(街道)工作,不得(a)要求报送(PPT)材料,也不得以任何方式变相要求。", result.Clauses[0].Text);
    }

    [Fact]
    public void Import_FurnitureAfterSignature_IsCutWithReason()
    {
        var result = Import($"关于减负的通知\n1.{Sentence}\n某某市人民政府办公室\n2024年3月1日\n今日要闻\n上一篇:别的");

        Assert.Equal(["1", "signature"], result.Clauses.Select(clause => clause.Number));
        Assert.Contains(result.Lines, line => line is { Text: "今日要闻", Disposition: LineDisposition.Cut, Reason: RegulationTexts.CutAfterSignature });
    }

    public static TheoryData<byte[], string> Unreadable => new()
    {
        { [0x50, 0x4B, 0x03, 0x04, 0x00, 0x00], RegulationTexts.RefusedBinary },
        { [0xC4, 0xE3, 0xBA, 0xC3], RegulationTexts.RefusedEncoding },
        { Encoding.UTF8.GetBytes("机密★一年\n关于减负的通知\n1." + Sentence), RegulationTexts.RefusedSecret },
        { [], RegulationTexts.RefusedNoText },
        { Encoding.UTF8.GetBytes("<div></div>\n12345"), RegulationTexts.RefusedNoText },
        { Encoding.UTF8.GetBytes(new string('a', (5 * 1024 * 1024) + 1)), RegulationTexts.RefusedTooLarge(5 * 1024 * 1024) },
    };

    [Theory]
    [MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public void Import_UnfitFile_IsRefusedWithReason(byte[] content, string reason)
    {
        var result = TestLibrary.Importer.Import(content, "trial");

        Assert.Null(result.Document);
        Assert.Empty(result.Clauses);
        Assert.Equal(reason, result.Refusal);
    }

    [Fact]
    public void Import_RandomCutsOfRealSources_NeverFailAndAlwaysVerify()
    {
        var random = new Random(7);
        foreach (var path in RepositoryFiles.RawSources)
        {
            var lines = File.ReadAllLines(path);
            for (var round = 0; round < 20; round++)
            {
                var content = Encoding.UTF8.GetBytes(string.Join('\n', lines.Where(_ => random.Next(4) > 0)));
                var result = TestLibrary.Importer.Import(content, "trial");
                Assert.Equal(result.Clauses.Count, result.Clauses.Select(clause => clause.Id).Distinct().Count());
                Assert.All(result.Clauses, clause => Assert.True(TestLibrary.Importer.Verify(clause, content), clause.Id));
            }
        }
    }

    private static ImportResult Import(string text) => TestLibrary.Importer.Import(Encoding.UTF8.GetBytes(text), "trial");
}
