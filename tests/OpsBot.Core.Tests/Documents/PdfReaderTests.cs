using System.Text;
using OpsBot.Core.Texts;
using OpsBot.Web.Documents;

namespace OpsBot.Core.Tests.Documents;

public sealed class PdfReaderTests
{
    [Fact]
    public void Read_PredefinedChineseMapAndNoReferenceTable_IsReadWithANote()
    {
        var source = Fixture.Reader.Read(Handmade()).Source!;

        Assert.Equal("减负通知", source.Text);
        Assert.Contains(ImportTexts.NoteRepairedPdf, source.Notes);
    }

    [Fact]
    public void Read_SlantedText_IsCutAndStillSeen()
    {
        var source = Fixture.Reader.Read(Handmade("0.7 0.7 -0.7 0.7 100 100 Tm <79D85BC6> Tj")).Source!;

        Assert.Equal("减负通知", source.Text);
        Assert.Equal("秘密", Assert.Single(source.Cut).Text);
        Assert.Equal(RegulationTexts.RefusedSecret, Fixture.Import(source).Refusal);
    }

    [Fact]
    public void Read_FontWithoutUnicode_IsRefused() =>
        Assert.Equal(ImportTexts.RefusedNoUnicode, Fixture.Reader.Read(Handmade(encoding: "Identity-H")).Refusal);

    [Fact]
    public void Read_ObjectsThatPointAtEachOther_EndWithAReason()
    {
        var loops = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Kids[2 0 R 3 0 R]>>\nendobj\n3 0 obj\n3 0 R\nendobj\ntrailer<</Root 1 0 R>>");

        Assert.NotNull(Fixture.Reader.Read(loops).Refusal);
        Assert.Equal(ImportTexts.RefusedHugePdf, Fixture.Reader.Read(Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n" + new string('[', 5000))).Refusal);
    }

    [Theory]
    [InlineData("circular.pdf", 60)]
    [InlineData("circular-objstm.pdf", 60)]
    [InlineData("page.pdf", 15)]
    [InlineData("circular.docx", 150)]
    [InlineData("page.html", 60)]
    [InlineData("", 1500)]
    public void Read_SeededMutationsByTheChild_AlwaysGiveTextOrReason(string name, int rounds)
    {
        var original = name.Length > 0 ? Fixture.Bytes(name) : Handmade();
        var random = new Random(20240301);
        // In the child, as an import does it: what a broken file does to a parser must not reach the reader's own process.
        using var documents = new DocumentProcess(Fixture.Limit);
        for (var round = 0; round < rounds; round++)
        {
            var reading = documents.Read(Mutate(original, random));

            Assert.True((reading.Source is null) != (reading.Refusal is null), $"round {round}");
            if (reading.Source is { } source) Fixture.Import(source);
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 12); change > 0 && bytes.Count > 20; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)"0123456789<>[]()/ R-"[random.Next(20)];
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - 10), 10));
                    break;
                default:
                    if (random.Next(6) == 0) bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Handmade(string more = "", string encoding = "UniGB-UCS2-H")
    {
        var content = $"BT /F1 16 Tf 1 0 0 1 100 700 Tm [<51CF8D1F> -200 <901A77E5>] TJ {more} ET";
        return Encoding.ASCII.GetBytes(
            "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>>>\nendobj\n"
            + "3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R>>\nendobj\n"
            + $"4 0 obj\n<</Length {content.Length}>>\nstream\n{content}\nendstream\nendobj\n"
            + $"5 0 obj\n<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/{encoding}/DescendantFonts[6 0 R]>>\nendobj\n"
            + "6 0 obj\n<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R>>\nendobj\n"
            + "7 0 obj\n<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200>>\nendobj\ntrailer\n<</Size 8/Root 1 0 R>>\n");
    }
}
