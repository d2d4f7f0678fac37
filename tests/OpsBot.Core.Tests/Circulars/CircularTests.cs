using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Circulars;

public sealed class CircularTests
{
    [Fact]
    public void Json_AsStored_EqualsTheGoldenFile()
    {
        var golden = File.ReadAllText(GoldenFile()).Trim();

        Assert.Equal(golden, Circular.Kind.Put(Full.Id, Full, 0).Json);
        Assert.Equal(Full, Circular.Kind.Read(new StoredRecord(Circular.Kind.Key(Full.Id), 1, golden)).Value);
    }

    [Fact]
    public void Json_OfANewerProcess_IsReadWithoutItsNewFields()
    {
        const string Newer = """{"schema":2,"id":"TZ-0601-7K3F","status":"pending","unitId":"east","title":"t","text":"t","authorId":"ann","submittedAt":"2026-06-01T09:00:00+08:00","quota":{"left":3}}""";

        var circular = Circular.Kind.Read(new StoredRecord(Circular.Kind.Key("TZ-0601-7K3F"), 1, Newer)).Value;

        Assert.Equal((CircularStatus.Pending, 0, null), (circular.Status, circular.RecipientCount, circular.Cursor));
    }

    [Theory]
    [InlineData("防汛值班\n按表值班", "防汛值班")]
    [InlineData("  一行  ", "一行")]
    public void Title_Text_IsItsFirstLine(string text, string title) => Assert.Equal(title, Circular.TitleOf(text));

    [Fact]
    public void Title_LongLine_IsCutBetweenCharacters()
    {
        Assert.Equal(new string('字', 40) + "…", Circular.TitleOf(new string('字', 41)));
        Assert.Equal(new string('字', 39) + "…", Circular.TitleOf(new string('字', 39) + "𠮷𠮷"));
    }

    [Theory]
    [InlineData("TZ-0601-7K3F", "TZ-0601-7K3F", "")]
    [InlineData(" tz0601－7k3f，缺联系人 ", "TZ-0601-7K3F", "缺联系人")]
    [InlineData("TZ 0601 7K3F 缺\n联系人", "TZ-0601-7K3F", "缺\n联系人")]
    [InlineData("TZ-0601-7K3FX", null, "")]
    [InlineData("TZ-061-7K3F", null, "")]
    [InlineData("QZ-0601-7K3F", null, "")]
    public void Id_Typed_IsRead(string typed, string? id, string rest)
    {
        Assert.Equal(id, CircularId.Read(typed, out var after));
        Assert.Equal(rest, after);
    }

    private static string GoldenFile()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OpsBot.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("OpsBot.sln not found above the tests.");
        return Path.Combine(folder, "tests", "OpsBot.Core.Tests", "Circulars", "circular-schema-1.json");
    }

    private static readonly Circular Full = new()
    {
        Id = "TZ-0601-7K3F",
        Status = CircularStatus.Recalled,
        UnitId = "east",
        Title = "防汛值班",
        Text = "防汛值班\n按“表”值班",
        AuthorId = "ann",
        ApproverId = "ben",
        ReturnReason = "缺联系人",
        SubmittedAt = WorkTimeData.Local("2026-06-01 09:00:00"),
        DecidedAt = WorkTimeData.Local("2026-06-01 09:30:00"),
        FannedOutAt = WorkTimeData.Local("2026-06-01 09:31:00"),
        RecalledBy = "ann",
        RecalledAt = WorkTimeData.Local("2026-06-01 09:32:00"),
        Cursor = "wu",
        RecipientCount = 8,
    };
}
