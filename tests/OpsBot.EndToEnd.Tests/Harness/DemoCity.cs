using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OpsBot.EndToEnd.Tests.Harness;

/// <summary>The demo's clock, moved relative to the working calendar so that no test depends on today's date.</summary>
internal static class DemoCity
{
    public static async Task<JsonObject> ClockAsync(this BotProcess bot) =>
        (await bot.Http.GetFromJsonAsync<JsonObject>("/api/demo/clock"))!;

    public static async Task<DateTimeOffset> NextOpeningAsync(this BotProcess bot) =>
        DateTimeOffset.Parse((string)(await bot.ClockAsync())["nextOpening"]!, CultureInfo.InvariantCulture);

    public static async Task MoveClockAsync(this BotProcess bot, DateTimeOffset to)
    {
        using var answer = await bot.Http.PostAsJsonAsync("/api/demo/clock", new { to = to.ToString("O", CultureInfo.InvariantCulture) });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>20:00 of the next working day: people are at home, and the morning after is known.</summary>
    public static async Task<DateTimeOffset> MoveToEveningAsync(this BotProcess bot)
    {
        var opening = await bot.NextOpeningAsync();
        var evening = new DateTimeOffset(opening.Date.AddHours(20), opening.Offset);
        await bot.MoveClockAsync(evening);
        return evening;
    }
}
