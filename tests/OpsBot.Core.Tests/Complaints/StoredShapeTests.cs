using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>The stored JSON is a contract: what stands in the golden file must be read and written for ever.</summary>
public class StoredShapeTests
{
    private static readonly string[] Golden = System.IO.File.ReadAllLines(ComplaintWorld.PathOf("tests", "OpsBot.Core.Tests", "Complaints", "stored-v1.jsonl"));

    private static DateTimeOffset At(int day) => new(2025, 11, day, 9, 30, 0, TimeSpan.FromHours(8));

    private static Case FullCase => new()
    {
        Id = "1120-7K3F",
        Status = CaseStatus.Closed,
        Tier = ProtectionTier.Confidential,
        CategoryId = "fingertip",
        UnitText = "东湖街道",
        UnitId = "donghu",
        WhenText = "11月19日（星期三）22:00",
        ClauseId = "S4-13",
        Sheet = "问题单",
        Terms = new DispatchTerms(5, "质量", "反馈"),
        Legs =
        [
            new Leg { Kind = LegKind.Territory, UnitId = "fengze", Status = LegStatus.Approved, AssignedAt = At(20), AcceptedAt = At(21), ReportedAt = At(22), ApprovedAt = At(23), DueAt = At(27), Reminders = 1, Report = "报告", ReturnReason = "理由" },
            new Leg { Kind = LegKind.Industry, UnitId = "wangxin", Status = LegStatus.Returned, AssignedAt = At(20), DueAt = At(27), RemindAt = At(26), EscalateAt = At(27), Escalations = 1 },
        ],
        FiledAt = At(20),
        VerifiedAt = At(20),
        DispatchedAt = At(20),
        Feedback = "答复",
        FeedbackAt = At(24),
        EndedAt = At(25),
        Rating = 4,
    };

    private static object[] Records =>
    [
        FullCase,
        new SealedOriginal { What = "原话", Evidence = "线索", PersonId = "p1", ReplyAddress = new Address("directline", "c1", "a1") },
        new ReceiptEntry { CaseId = "1120-7K3F" },
        new ReceiptTries { WrongAt = [At(20)] },
        new IntakeDraft { Step = IntakeSlot.Unit, Tier = ProtectionTier.Anonymous, CategoryId = "traces", What = "原话", UnitText = "开元街道", UnitCandidates = ["kaiyuan-f"], PendingAside = "合规吗" },
        new DeskDraft { Verb = DeskVerb.Dispatch, CaseId = "1120-7K3F", Leg = LegKind.Industry, Field = DeskField.Days, Answers = new Dictionary<DeskField, string> { [DeskField.Territory] = "fengze" } },
        new LegDraft("1120-7K3F"),
    ];

    [Fact]
    public void Write_EachRecord_EqualsTheGoldenLine() =>
        Assert.Equal(Golden, Records.Select(r => JsonSerializer.Serialize(r, r.GetType(), StoredJson.Options)));

    [Fact]
    public void Read_EachGoldenLine_GivesTheSameRecordBack()
    {
        for (var i = 0; i < Golden.Length; i++)
        {
            var type = Records[i].GetType();
            var read = JsonSerializer.Deserialize(Golden[i], type, StoredJson.Options);
            Assert.Equal(Golden[i], JsonSerializer.Serialize(read, type, StoredJson.Options));
        }
    }

    [Fact]
    public void Read_FieldsOfALaterVersion_AreIgnored()
    {
        var later = Golden[0].Replace("\"schema\":1", "\"schema\":1,\"laterField\":{\"x\":1}", StringComparison.Ordinal);
        Assert.Equal("1120-7K3F", JsonSerializer.Deserialize<Case>(later, StoredJson.Options)!.Id);
    }
}
