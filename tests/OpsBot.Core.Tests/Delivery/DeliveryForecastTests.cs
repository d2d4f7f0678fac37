using OpsBot.Core.Delivery;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Tests.Delivery;

public sealed class DeliveryForecastTests
{
    [Theory]
    [InlineData("2026-11-19 10:00", "现在是工作时间，马上开始送")]
    [InlineData("2026-11-19 12:30", "今天 14:30 起送达")]
    [InlineData("2026-11-19 21:00", "明天 08:30 起送达")]
    [InlineData("2026-11-20 21:00", "11月23日（星期一）08:30起送达")]
    public void Arrival_Assignment_SaysWhen(string now, string expected) => Assert.Equal(expected, Say(MessageClass.Assignment, now));

    [Fact]
    public void Of_Reply_IsAtOnceAtAnyHour()
    {
        var now = WorkTimeData.Local("2026-11-21 23:00");

        Assert.Equal(new DeliveryForecast(now, true, DeliveryState.Queued), DeliveryForecast.Of(MessageClass.Reply, WorkTimeData.QuietHours, now));
    }

    [Fact]
    public void Of_Held_NamesTheReasonAndTheWindow()
    {
        var forecast = DeliveryForecast.Of(MessageClass.Circular, WorkTimeData.QuietHours, WorkTimeData.Local("2026-11-22 10:00"));

        Assert.Equal((DeliveryState.Held, "outside_working_time"), (forecast.State, forecast.Reason));
        Assert.Contains("星期日", forecast.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ExpiresBeforeTheOpening_SaysThatItWillNotGo()
    {
        var now = WorkTimeData.Local("2026-11-20 21:00");
        var message = new OutboundMessage { Id = "1", Class = MessageClass.Reminder, Content = "x", CreatedAt = now, ExpiresAt = now.AddHours(3) };

        Assert.Equal(DeliveryState.Expired, DeliveryForecast.Of(message, WorkTimeData.QuietHours, now).State);
    }

    private static string Say(MessageClass @class, string at)
    {
        var now = WorkTimeData.Local(at);
        return DeliveryTexts.Arrival(DeliveryForecast.Of(@class, WorkTimeData.QuietHours, now), now, WorkTimeData.QuietHours);
    }
}
