using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery.Stages;

public sealed class StandardStagesTests
{
    private readonly DeliveryPipeline _gate = new(StandardStages.InOrder(GateData.Rules));

    [Fact]
    public void Decide_NothingAgainstIt_Passes() =>
        Assert.IsType<StageDecision.Passed>(_gate.Decide(GateData.Facts("2026-11-20 09:00")));

    [Fact]
    public void Decide_WithdrawnAndExpiredAtNight_IsWithdrawn() =>
        Assert.Equal(
            new StageDecision.Stop(DeliveryState.Withdrawn, "withdrawn"),
            _gate.Decide(GateData.Facts("2026-11-20 23:00", expiresAt: "2026-11-20 22:00", withdrawn: true)));

    [Fact]
    public void Decide_ExpiredAtNight_IsNotHeldInVain() =>
        Assert.Equal(
            new StageDecision.Stop(DeliveryState.Expired, "expired"),
            _gate.Decide(GateData.Facts("2026-11-20 23:00", expiresAt: "2026-11-20 22:00")));

    [Fact]
    public void Decide_ExpiresBeforeTheOpeningItWaitsFor_IsHeldAndThenExpires()
    {
        const string ExpiresAt = "2026-11-23 08:00";

        var atNight = Assert.IsType<StageDecision.Hold>(_gate.Decide(GateData.Facts("2026-11-22 23:00", expiresAt: ExpiresAt)));
        var atOpening = _gate.Decide(GateData.Facts(atNight.Until, MessageClass.Assignment, ExpiresAt));

        Assert.Equal(new StageDecision.Stop(DeliveryState.Expired, "expired"), atOpening);
    }

    [Fact]
    public void Decide_ChannelFailsUntilClosingAndRecoversAfter_HoldsUntilNextMorning()
    {
        // The gate is asked at each attempt: the retries of the afternoon pass it, the one after closing does not.
        var firstAttempt = WorkTimeData.Local("2026-11-20 17:00:30");
        var decisions = Enumerable.Range(0, 60)
            .Select(minute => _gate.Decide(GateData.Facts(firstAttempt.AddMinutes(minute), MessageClass.Assignment)))
            .ToList();

        // The last attempt that passes is at 17:27:30; the guard band holds the one at 17:28:30.
        Assert.All(decisions.Take(28), decision => Assert.IsType<StageDecision.Passed>(decision));
        Assert.All(decisions.Skip(28), decision =>
            Assert.Equal(WorkTimeData.Local("2026-11-23 08:30"), Assert.IsType<StageDecision.Hold>(decision).Until));
        Assert.IsType<StageDecision.Passed>(_gate.Decide(GateData.Facts("2026-11-23 08:30")));
    }
}
