using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Overrides;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery.Stages;

public sealed class OverrideStageTests
{
    private static readonly DateTimeOffset ApprovedAt = WorkTimeData.Local("2026-11-22 01:00");
    private readonly DeliveryPipeline _gate = new(StandardStages.InOrder(GateData.Rules));

    public static TheoryData<string> Faults =>
        ["none", "otherId", "pending", "rejected", "expired", "revoked", "sameTwoPeople", "noApprover", "over24Hours", "noUntil", "otherSubject", "noSubject", "otherUnit", "noUnits", "before", "atTheEnd", "otherClass"];

    [Fact]
    public void Decide_ValidOverrideAtNight_PassesUntilItsEnd()
    {
        Assert.IsType<StageDecision.Passed>(_gate.Decide(Facts()));
        Assert.IsType<StageDecision.Passed>(_gate.Decide(Facts() with { Now = ApprovedAt }));
        Assert.IsType<StageDecision.Passed>(_gate.Decide(Facts() with { Now = ApprovedAt.AddHours(24).AddMilliseconds(-1) }));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Decide_AnythingMissing_WaitsForWorkingTime(string fault)
    {
        var facts = Facts();
        var item = facts.Override!;
        facts = fault switch
        {
            "none" => facts with { Override = null },
            "otherId" => facts with { Override = item with { Id = "JJ-2" } },
            "pending" => facts with { Override = item with { Status = OverrideStatus.Pending } },
            "rejected" => facts with { Override = item with { Status = OverrideStatus.Rejected } },
            "expired" => facts with { Override = item with { Status = OverrideStatus.Expired } },
            "revoked" => facts with { Override = item with { Status = OverrideStatus.Revoked } },
            "sameTwoPeople" => facts with { Override = item with { ApproverId = item.RequesterId } },
            "noApprover" => facts with { Override = item with { ApproverId = null } },
            "over24Hours" => facts with { Override = item with { Until = ApprovedAt.AddHours(24).AddSeconds(1) } },
            "noUntil" => facts with { Override = item with { Until = null } },
            "otherSubject" => facts with { Message = facts.Message with { Subject = "circular:2" } },
            "noSubject" => facts with { Message = facts.Message with { Subject = null }, Override = item with { Subject = "" } },
            "otherUnit" => facts with { RecipientUnits = ["west", "city"] },
            "noUnits" => facts with { RecipientUnits = [] },
            "before" => facts with { Now = ApprovedAt.AddMilliseconds(-1) },
            "atTheEnd" => facts with { Now = ApprovedAt.AddHours(24) },
            _ => facts with { Message = facts.Message with { Class = MessageClass.Circular } },
        };

        Assert.Equal(WorkingTimeStage.Reason, Assert.IsType<StageDecision.Hold>(_gate.Decide(facts)).Reason);
    }

    [Fact]
    public void Decide_FactsSayLiftedByThemselves_AreNotBelieved() =>
        Assert.IsType<StageDecision.Hold>(_gate.Decide(Facts() with { Override = null, Lifted = true }));

    [Fact]
    public void Decide_WithdrawnOverride_IsStoppedAllTheSame() =>
        Assert.Equal(new StageDecision.Stop(DeliveryState.Withdrawn, "withdrawn"), _gate.Decide(Facts() with { Withdrawn = true }));

    private static DeliveryFacts Facts() => GateData.Facts("2026-11-22 03:00", MessageClass.Override) with
    {
        Message = new OutboundMessage { Id = "m1", Class = MessageClass.Override, Content = "x", CreatedAt = ApprovedAt, Subject = "circular:1", OverrideId = "JJ-1" },
        RecipientUnits = ["village", "east", "city"],
        Override = new Override
        {
            Id = "JJ-1",
            Status = OverrideStatus.Approved,
            Terms = new OverrideTerms("flood", 24, "台风"),
            Subject = "circular:1",
            UnitIds = ["east"],
            RequesterId = "ann",
            RequestedAt = ApprovedAt,
            ApproverId = "ben",
            DecidedAt = ApprovedAt,
            Until = ApprovedAt.AddHours(24),
        },
    };
}
