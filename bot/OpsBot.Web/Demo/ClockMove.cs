using System.Globalization;
using System.Text.Json;
using System.Xml;

namespace OpsBot.Web.Demo;

/// <summary>
/// Body of <c>POST /api/demo/clock</c>: <c>{"to":"2026-11-23T09:00:00+08:00"}</c>, or <c>{"advance":"PT2H"}</c> (ISO 8601
/// duration or <c>hh:mm:ss</c>), or a number as <c>minutes</c>, <c>hours</c> or <c>days</c>.
/// </summary>
internal static class ClockMove
{
    /// <summary>The target instant, or null with a fault that says what was expected.</summary>
    public static DateTimeOffset? Read(JsonElement body, DateTimeOffset now, out string fault)
    {
        fault = "请给出 to（时间，例如 2026-11-23T09:00:00+08:00）或 advance（时长，例如 PT2H）。";
        if (body.ValueKind != JsonValueKind.Object)
            return null;
        var target = Target(body, now);
        if (target is null)
            return null;
        fault = target < now ? "演示时钟只能往前拨，不能往回拨。" : "最多往前拨十年。";
        return target < now || target - now > DemoClockKeeper.MaxOffset ? null : target;
    }

    private static DateTimeOffset? Target(JsonElement body, DateTimeOffset now)
    {
        if (Text(body, "to") is { } to)
            return DateTimeOffset.TryParse(to, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
        if (Text(body, "advance") is { } advance)
            return Duration(advance) is { } duration ? now + duration : null;
        var step = Number(body, "minutes", TimeSpan.FromMinutes(1)) ?? Number(body, "hours", TimeSpan.FromHours(1)) ?? Number(body, "days", TimeSpan.FromDays(1));
        return now + step;
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static TimeSpan? Number(JsonElement body, string name, TimeSpan unit) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Abs(number) < 1e6
            ? unit * number
            : null;

    private static TimeSpan? Duration(string text)
    {
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var plain))
            return plain;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            return null;
        }
    }
}
