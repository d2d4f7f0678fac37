using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;

namespace OpsBot.Core.Tests.Delivery.Stages;

public sealed class WithdrawnStageTests
{
    private readonly WithdrawnStage _stage = new();

    [Fact]
    public void Decide_Withdrawn_Stops() =>
        Assert.Equal(
            new StageDecision.Stop(DeliveryState.Withdrawn, "withdrawn"),
            _stage.Decide(GateData.Facts("2026-11-20 09:00", withdrawn: true)));

    [Fact]
    public void Decide_NotWithdrawn_Passes() =>
        Assert.IsType<StageDecision.Passed>(_stage.Decide(GateData.Facts("2026-11-20 09:00")));
}
