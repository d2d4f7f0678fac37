using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;

namespace OpsBot.Core.Tests.Delivery.Stages;

public sealed class ExpiryStageTests
{
    private readonly ExpiryStage _stage = new();

    [Fact]
    public void Decide_AfterExpiry_Stops() =>
        Assert.Equal(
            new StageDecision.Stop(DeliveryState.Expired, "expired"),
            _stage.Decide(GateData.Facts("2026-11-20 09:00:01", expiresAt: "2026-11-20 09:00:00")));

    [Theory]
    [InlineData("2026-11-20 09:00:00")]
    [InlineData("2026-11-20 09:00:01")]
    [InlineData(null)]
    public void Decide_NotAfterExpiry_Passes(string? expiresAt) =>
        Assert.IsType<StageDecision.Passed>(_stage.Decide(GateData.Facts("2026-11-20 09:00:00", expiresAt: expiresAt)));
}
