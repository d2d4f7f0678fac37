using OpsBot.Core.Texts;
using OpsBot.Web.Documents;

namespace OpsBot.Core.Tests.Documents;

public sealed class WordReaderTests
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    private const string Types = """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
          <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
          <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
          <Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
          <Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
          <Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>
        </Types>
        """;

    private const string Numbering = """
        <w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
          <w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1章"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlRestart w:val="0"/><w:lvlText w:val="第%2条"/><w:pStyle w:val="Article"/></w:lvl>
            <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%3）"/></w:lvl>
            <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%2.%4"/></w:lvl>
          </w:abstractNum>
          <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="*"/></w:lvl></w:abstractNum>
          <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
          <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="11"/></w:lvlOverride></w:num>
          <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
        </w:numbering>
        """;

    private const string Styles = """
        <w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
          <w:style w:styleId="Article"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
          <w:style w:styleId="ArticleChild"><w:basedOn w:val="Article"/></w:style>
        </w:styles>
        """;

    [Fact]
    public void Read_AutomaticNumbers_AreWrittenAsWordShowsThem()
    {
        var text = Read(
            Numbered(1, 0, "总则") + Styled("Article", "甲") + Numbered(1, 2, "子") + Numbered(1, 2, "丑") + Numbered(1, 3, "寅")
            + Numbered(1, 0, "附则") + Styled("ArticleChild", "乙") + Numbered(2, 2, "卯") + Numbered(3, 0, "点") + Numbered(0, 0, "无")).Source!.Text;

        Assert.Equal(["第一章 总则", "第一条 甲", "（一）子", "（二）丑", "1.1 寅", "第二章 附则", "第二条 乙", "（十一）卯", "点", "无"], Lines(text));
    }

    [Fact]
    public void Read_Revisions_ReadAsAccepted()
    {
        var reading = Read(
            "<w:p><w:r><w:t>不得</w:t></w:r><w:del><w:r><w:delText>随意</w:delText></w:r></w:del><w:ins><w:r><w:t>擅自</w:t></w:r></w:ins></w:p>"
            + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上半</w:t></w:r></w:p><w:p><w:r><w:t>下半</w:t></w:r></w:p>");

        Assert.Equal(["不得擅自", "上半下半"], Lines(reading.Source!.Text));
        Assert.Contains(ImportTexts.NoteDeleted, reading.Source.Notes);
    }

    [Fact]
    public void Read_FieldsTablesRubyHiddenAndFootnotes_LeaveWhatIsVisible()
    {
        var reading = Read(
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>见</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
            + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>zhuó</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>着</w:t></w:r></w:rubyBase></w:ruby><w:footnoteReference/></w:r></w:p>"
            + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>事项</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>一年</w:t></w:r></w:p><w:p><w:r><w:t>一次</w:t></w:r></w:p></w:tc></w:tr></w:tbl>");

        Assert.Equal(["见着", "事项 | 一年 一次"], Lines(reading.Source!.Text));
        Assert.Equal([ImportTexts.NoteFootnotes, ImportTexts.NoteHidden, ImportTexts.NoteTables], reading.Source.Notes);
    }

    [Fact]
    public void Import_SecretMarkInTheRunningHeader_IsRefused()
    {
        var content = Document("<w:p><w:r><w:t>1.各部门不得要求基层重复填报相同的数据。</w:t></w:r></w:p>", "word/header1.xml", "<w:hdr xmlns:w='" + Word + "'><w:p><w:r><w:t>机密★五年</w:t></w:r></w:p></w:hdr>");

        Assert.Equal(RegulationTexts.RefusedSecret, Fixture.Import(Fixture.Reader.Read(content).Source!).Refusal);
    }

    [Fact]
    public void Read_PartThatUnfoldsTooFar_IsRefused()
    {
        var bomb = Document($"<w:p><w:r><w:t>{new string('a', 30 * 1024 * 1024)}</w:t></w:r></w:p>");

        Assert.True(bomb.Length < Fixture.Limit);
        Assert.Equal(ImportTexts.RefusedHugeWord, Fixture.Reader.Read(bomb).Refusal);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><w:document xmlns:w='urn:w'><w:body/></w:document>")]
    [InlineData("deep")]
    public void Read_DangerousXml_IsRefused(string xml)
    {
        if (xml == "deep") xml = "<w:document xmlns:w='urn:w'><w:body>" + string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 5000));

        Assert.Equal(ImportTexts.RefusedBrokenWord, Fixture.Reader.Read(DocumentReaderTests.Zip("word/document.xml", xml)).Refusal);
    }

    private static string Numbered(int number, int level, string text) =>
        $"<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>";

    private static string Styled(string style, string text) => $"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>";

    private static byte[] Document(string body, params string[] more) =>
        DocumentReaderTests.Zip(
            [
                "[Content_Types].xml", Types, "_rels/.rels", $"<Relationships xmlns='{Package}'>{Part(1, "officeDocument", "word/document.xml")}</Relationships>",
                "word/_rels/document.xml.rels",
                $"<Relationships xmlns='{Package}'>{Part(1, "numbering", "numbering.xml")}{Part(2, "styles", "styles.xml")}{(more.Length > 0 ? Part(3, "header", "header1.xml") : "")}</Relationships>",
                "word/document.xml", $"<w:document xmlns:w='{Word}'><w:body>{body}</w:body></w:document>", "word/numbering.xml", Numbering, "word/styles.xml", Styles, .. more,
            ]);

    private static string Part(int id, string kind, string target) =>
        $"<Relationship Id='r{id}' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}' Target='{target}'/>";

    private static DocumentReading Read(string body) => Fixture.Reader.Read(Document(body));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
