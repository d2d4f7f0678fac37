using System.Text.RegularExpressions;
using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Import;

namespace OpsBot.Core.Tests.Regulations.Import;

public sealed class GoldenImportTests
{
    private static readonly ClauseLibrary Library = TestLibrary.Pack.Library;

    [Fact]
    public void Import_RawSources_GivesCommittedPacksByteForByte()
    {
        var results = RepositoryFiles.RawSources.Select(ImportRaw).ToList();

        Assert.Equal(5, results.Count);
        foreach (var pack in results.GroupBy(result => result.Document!.PackId))
        {
            var json = new ClausePack(pack.Key, [.. pack.Select(result => result.Document!)], [.. pack.SelectMany(result => result.Clauses)]).ToJson();
            Assert.Equal(File.ReadAllText(Path.Combine(RepositoryFiles.Packs, pack.Key, "clauses.json")), json);
        }
    }

    [Theory]
    [InlineData("quanzhou-2019", 16)]
    [InlineData("zhejiang-2020", 43)]
    [InlineData("chenzhou", 17)]
    [InlineData("speech", 16)]
    [InlineData("huizhou", 22)]
    public void Import_EachSource_GivesKnownNumberOfClauses(string document, int clauses) =>
        Assert.Equal(clauses, Library.Clauses.Count(clause => clause.Document.Id == document));

    [Theory]
    [InlineData("quanzhou-2019:3", "严禁提格开会。严控50人以上的全市性会议。")]
    [InlineData("quanzhou-2019:closing-1(四)", "电话:0595-28383456,传真:0595-28384567")]
    [InlineData("zhejiang-2020:29", "不提倡对服务数量、问题办结率等进行考核排名")]
    [InlineData("zhejiang-2020:34", "各地各部门应设身处地为基层着想")]
    [InlineData("zhejiang-2020:18", "盡量", false)]
    [InlineData("zhejiang-2020:closing", "各级党委(党组)对本地本部门")]
    [InlineData("chenzhou:¶1", "坚持从小处着手、从自身改起")]
    [InlineData("chenzhou:¶2.1", "下设综合协调组、监督督查组、新闻宣传组")]
    [InlineData("chenzhou:¶3.3", "规范性文件、综合报告不超过5000字,专项报告和文件不超过2000字")]
    [InlineData("speech:二(三)", "不得将线上学习时长、积分排名等与考核评价简单挂钩")]
    [InlineData("huizhou:¶13.2", "不得随意通过工作群、手机信息等给基层布置工作,原则上非上班时间不作工作布置")]
    [InlineData("huizhou:¶6.3", "党政群机构一律不得要求村级组织出具。")]
    public void Import_SpotClause_HoldsItsWords(string id, string words, bool held = true) => Assert.Equal(held, Library.Holds(id, words));

    [Fact]
    public void Import_AllClauses_AreFreeOfMarkupPinyinTraditionalAndFurniture()
    {
        foreach (var clause in Library.Clauses)
        {
            Assert.DoesNotMatch("<[A-Za-z/]", clause.Text);
            Assert.DoesNotMatch(@"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)", clause.Text);
            Assert.Equal(TestLibrary.Pack.Converter.ToSimplified(clause.Text), clause.Text);
            Assert.DoesNotContain("0595-28985153", clause.Text);
            Assert.DoesNotContain("0595-22567376", clause.Text);
            Assert.DoesNotMatch("闽南网|范文|斗牛|消防|相关阅读|首页|网络小说", clause.Text);
        }
    }

    [Fact]
    public void Verify_EveryClause_IsFoundAtItsPlaceInTheSource()
    {
        var sources = RepositoryFiles.RawSources.Select(File.ReadAllBytes).ToDictionary(content => SourceImporter.HashOf(content));
        foreach (var clause in Library.Clauses)
            Assert.True(TestLibrary.Importer.Verify(clause, sources[clause.Document.SourceHash]), clause.Id);
    }

    [Fact]
    public void Verify_AlteredClause_IsNoticed()
    {
        var clause = Library.Find("zhejiang-2020:29")!;
        var source = RepositoryFiles.RawSources.Select(File.ReadAllBytes).Single(content => SourceImporter.HashOf(content) == clause.Document.SourceHash);

        Assert.False(TestLibrary.Importer.Verify(clause with { Text = clause.Text.Replace("不提倡", "提倡") }, source));
        Assert.False(TestLibrary.Importer.Verify(clause, [.. source, (byte)'\n']));
    }

    [Theory]
    [InlineData("quanzhou-2019", "中共泉州市委办公室", "2019-05-08", "泉州市", ClauseKind.Notice)]
    [InlineData("zhejiang-2020", "中共浙江省委办公厅、浙江省人民政府办公厅", "2020-05-20", "浙江省", ClauseKind.Notice)]
    [InlineData("chenzhou", null, null, "郴州市", ClauseKind.WorkReport)]
    [InlineData("speech", "市委秘书长(网络范文,未注明城市)", null, null, ClauseKind.SampleSpeech)]
    [InlineData("huizhou", "惠州日报", null, "惠州市", ClauseKind.PressReport)]
    public void Import_Document_HasItsMetadata(string id, string? issuer, string? date, string? territory, ClauseKind kind)
    {
        var document = Library.Documents.Single(candidate => candidate.Id == id);

        Assert.Equal(issuer, document.Issuer);
        Assert.Equal(date, document.Date?.ToString("yyyy-MM-dd"));
        Assert.Equal(territory, document.Territory);
        Assert.Equal(kind, document.Kind);
    }

    [Fact]
    public void Import_WithoutRecord_StillFindsTitleIssuerDateAndKind()
    {
        var source = File.ReadAllBytes(RepositoryFiles.RawSources[1]);

        var document = TestLibrary.Importer.Import(source, "trial").Document!;

        Assert.Matches(new Regex("^doc-[0-9a-f]{8}$"), document.Id);
        Assert.Equal("关于持续解决形式主义突出问题为基层减负的若干措施", document.Title);
        Assert.Equal(new DateOnly(2020, 5, 20), document.Date);
        Assert.Equal("浙江省", document.Territory);
    }

    private static ImportResult ImportRaw(string path)
    {
        var content = File.ReadAllBytes(path);
        var hash = SourceImporter.HashOf(content);
        var sidecar = TestLibrary.Reader.ReadSidecars().Single(candidate => candidate.Documents.Any(record => record.SourceSha256 == hash));
        return TestLibrary.Importer.Import(content, sidecar.Pack, sidecar.Documents.Single(record => record.SourceSha256 == hash));
    }
}
