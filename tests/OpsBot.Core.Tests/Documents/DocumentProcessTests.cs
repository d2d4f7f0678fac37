using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using OpsBot.Core.Texts;
using OpsBot.Web.Documents;

namespace OpsBot.Core.Tests.Documents;

/// <summary>The child that reads documents: what a file does to it ends as one line, and the next file is read.</summary>
public sealed class DocumentProcessTests : IDisposable
{
    private readonly DocumentProcess _documents = new(Fixture.Limit);

    [Theory]
    [InlineData("circular.docx")]
    [InlineData("circular.pdf")]
    [InlineData("page.html")]
    public void Read_ByTheChild_GivesWhatTheReaderGives(string name)
    {
        var (here, there) = (Fixture.Read(name).Source!, _documents.Read(Fixture.Bytes(name)).Source!);

        Assert.Equal(here.Text, there.Text);
        Assert.Equal(here.Cut, there.Cut);
        Assert.Equal(here.Notes, there.Notes);
        Assert.Equal((here.SourceHash, here.IsPaged), (there.SourceHash, there.IsPaged));
    }

    public static TheoryData<string, byte[]> Bombs => new()
    {
        { "a page that unfolds to 600 MB", PdfOf(Deflated("q Q ", 150L * 1024 * 1024)) },
        { "3,000 pages of one stream", ManyPages() },
        { "deep arrays", Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n" + string.Concat(Enumerable.Repeat("<</A[", 100_000))) },
        { "a zip bomb", DocumentReaderTests.Zip("word/document.xml", "<a/>", "word/media/image1.png", new string('a', 100 * 1024 * 1024)) },
        { "entities", DocumentReaderTests.Zip("word/document.xml", "<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><l>&b;</l>") },
        { "an outer entity", DocumentReaderTests.Zip("word/document.xml", "<!DOCTYPE l SYSTEM \"http://127.0.0.1:1/x.dtd\"><l/>") },
        { "deep XML", DocumentReaderTests.Zip("word/document.xml", string.Concat(Enumerable.Repeat("<a>", 200_000))) },
    };

    [Theory]
    [MemberData(nameof(Bombs), DisableDiscoveryEnumeration = true)]
    public void Read_Bomb_IsOneClearLineAndTheNextFileIsRead(string what, byte[] bomb)
    {
        Assert.True(bomb.Length < Fixture.Limit, what);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = _documents.Read(bomb);

        Assert.Null(reading.Source);
        Assert.Equal(-1, reading.Refusal!.IndexOf('\n'));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024 * 1024);
        Assert.NotNull(_documents.Read(Fixture.Bytes("circular.docx")).Source);
    }

    [Fact]
    public void Read_DeepPage_IsReadOrRefusedInOneLine()
    {
        var reading = _documents.Read(Encoding.ASCII.GetBytes("<html><body>" + string.Concat(Enumerable.Repeat("<div><b><i>", 40_000)) + "end"));

        Assert.True((reading.Source is null) != (reading.Refusal is null));
        Assert.NotNull(_documents.Read(Fixture.Bytes("page.html")).Source);
    }

    [Fact]
    public void Read_LongerThanTheLimit_IsKilledAndTheNextFileIsRead()
    {
        using var impatient = new DocumentProcess(Fixture.Limit, TimeSpan.FromMilliseconds(1));

        Assert.Equal(ImportTexts.RefusedHugePdf, impatient.Read(Fixture.Bytes("circular.pdf")).Refusal);
        Assert.NotNull(_documents.Read(Fixture.Bytes("circular.pdf")).Source);
    }

    [Theory]
    [InlineData("circular.docx")]
    [InlineData("circular.pdf")]
    [InlineData("circular-objstm.pdf")]
    [InlineData("page.html")]
    public void Read_CutAtManyPlaces_GivesTextOrOneLine(string name)
    {
        var whole = Fixture.Bytes(name);
        for (var part = 1; part < 24; part++)
        {
            var reading = _documents.Read(whole[..(whole.Length * part / 24)]);

            Assert.True((reading.Source is null) != (reading.Refusal is null), $"{part}/24");
            Assert.DoesNotContain("Exception", reading.Refusal ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Start_OfTheChild_KeepsTheEnvironmentOfThisProcessFromIt()
    {
        Environment.SetEnvironmentVariable("OPSBOT_DOCUMENT_SECRET", "planted");
        try
        {
            using var documents = new DocumentProcess(Fixture.Limit);
            documents.Read(Fixture.Bytes("page.html"));

            var environment = File.ReadAllText($"/proc/{documents.ChildId}/environ");
            Assert.Contains("DOTNET_GCHeapHardLimit=", environment);
            Assert.DoesNotContain("planted", environment);
        }
        finally
        {
            Environment.SetEnvironmentVariable("OPSBOT_DOCUMENT_SECRET", null);
        }
    }

    [Fact]
    public void Dispose_Always_EndsTheChild()
    {
        var documents = new DocumentProcess(Fixture.Limit);
        documents.Read(Fixture.Bytes("page.html"));
        var child = documents.ChildId!.Value;

        documents.Dispose();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(child));
    }

    public void Dispose() => _documents.Dispose();

    private static byte[] Deflated(string pattern, long times)
    {
        using var target = new MemoryStream();
        using (var stream = new ZLibStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(pattern, 64 * 1024)));
            for (long written = 0; written < times; written += 64 * 1024) stream.Write(block);
        }

        return target.ToArray();
    }

    private static byte[] PdfOf(byte[] deflated) =>
    [
        .. Encoding.ASCII.GetBytes($"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Filter/FlateDecode/Length {deflated.Length}>>\nstream\n"),
        .. deflated,
        .. Encoding.ASCII.GetBytes("\nendstream\nendobj\ntrailer\n<</Size 5/Root 1 0 R>>\n"),
    ];

    private static byte[] ManyPages()
    {
        var kids = string.Concat(Enumerable.Repeat("3 0 R ", 3000));
        return Encoding.ASCII.GetBytes($"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[{kids}]/Count 3000>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\ntrailer\n<</Size 4/Root 1 0 R>>\n");
    }
}
