using OpsBot.Core.Delivery;
using OpsBot.Core.Tests.Delivery.Stages;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery;

/// <summary>What must hold of every run, judged from what reached the channels and not from the gate's own words.</summary>
internal static class GateInvariants
{
    private static readonly MessageClass[] MayExceed = [MessageClass.Assignment, MessageClass.Escalation, MessageClass.Override, MessageClass.Digest];

    /// <summary>Every violation, by the name of what is broken. Empty: all holds.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(GateWorld world)
    {
        var sent = world.Sent.ToArray();
        var unasked = sent.Where(s => !s.Message.IsAsked()).ToArray();
        List<string> found = [];
        found.AddRange(unasked.Where(s => !IsWorkingTime(s.At) && !IsFlood(s.Message, s.At)).Select(s => $"silence: {s.Message.Id} at {s.At:O}"));
        found.AddRange(world.Queued.Where(m => m.Class == MessageClass.Override && m.Subject == "circular:flood" && m.NotBefore is null && !sent.Any(s => s.Message.Id == m.Id && IsFlood(m, s.At))).Select(m => $"override: {m.Id} came too late"));
        found.AddRange(sent.Where(s => s.At > s.Message.ExpiresAt).Select(s => $"late: {s.Message.Id}"));
        found.AddRange(sent.Where(s => s.Message.Subject is { } subject && world.WithdrawnAt.TryGetValue(subject, out var at) && s.At >= at).Select(s => $"withdrawn: {s.Message.Id}"));
        found.AddRange(sent.Where(s => s.Message.DedupKey is not null).GroupBy(s => (s.Message.Recipient(), s.Message.DedupKey)).Where(g => g.Count() > 1).Select(g => $"duplicate: {g.Key}"));
        found.AddRange(sent.GroupBy(s => s.Message.Id).Where(g => g.Count() > 1).Select(g => $"twice: {g.Key}"));
        found.AddRange(OverBudget(unasked));
        found.AddRange(OverRate(sent));
        found.AddRange(unasked.Where(s => s.Message.CreatedAt.Date < s.At.Date && s.Message.Class != MessageClass.Digest && IsOpeningSecond(s.At)).Select(s => $"burst: {s.Message.Id}"));
        found.AddRange(await LostAsync(world));
        return found;
    }

    // The only override of the weekend: of one subject, from 22:00 to 23:00.
    private static bool IsFlood(OutboundMessage message, DateTimeOffset at) =>
        message.Class == MessageClass.Override && message.Subject == "circular:flood" && at >= WorkTimeData.Local("2026-11-20 22:00") && at < WorkTimeData.Local("2026-11-20 23:00");

    // Written without the bot's calendar: the published day list and the office hours of the pack in winter, guard included.
    public static bool IsWorkingTime(DateTimeOffset at)
    {
        var local = at.ToOffset(TimeSpan.FromHours(8));
        var second = (int)local.TimeOfDay.TotalSeconds;
        return WorkTimeData.PublishedDays[DateOnly.FromDateTime(local.DateTime)] && (second is (>= 30_600 and < 43_080) or (>= 52_200 and < 62_880));
    }

    private static bool IsOpeningSecond(DateTimeOffset at) => (int)at.ToOffset(TimeSpan.FromHours(8)).TimeOfDay.TotalSeconds is 30_600 or 52_200 && at.Millisecond == 0;

    private static IEnumerable<string> OverBudget((DateTimeOffset At, Address Address, OutboundMessage Message)[] unasked)
    {
        var counted = unasked.GroupBy(s => (Recipient: s.Message.Recipient(), s.At.ToOffset(TimeSpan.FromHours(8)).Date));
        foreach (var day in counted)
        {
            var before = 0;
            foreach (var (_, _, message) in day.OrderBy(s => s.At))
                if (++before > 5 && !MayExceed.Contains(message.Class))
                    yield return $"burden: {day.Key} {message.Id}";
            if (day.Count(s => s.Message.Class == MessageClass.Digest && s.Message.Items.Count > 0) > 1)
                yield return $"digests: {day.Key}";
        }
        foreach (var item in unasked.Where(s => s.Message.Class == MessageClass.Reminder).GroupBy(s => (s.Message.Recipient(), s.Message.Subject)))
            if (item.Count() > 2)
                yield return $"reminders: {item.Key}";
    }

    /// <summary>Each published limit, counted over every window that begins with a send.</summary>
    public static IEnumerable<string> OverRate((DateTimeOffset At, Address Address, OutboundMessage Message)[] sent)
    {
        foreach (var channel in GateData.Rules.Channels.Channels)
            foreach (var limit in channel.Limits)
            {
                var buckets = sent.Where(s => s.Address.Channel == channel.Channel)
                    .GroupBy(s => limit.Bucket(channel.Channel, limit.Scope.ToString() switch
                    {
                        "App" => "",
                        "Group" => s.Address.AccountId is null ? s.Address.ConversationId : $"none/{s.Message.Id}",
                        "Member" => s.Address.AccountId ?? $"none/{s.Message.Id}",
                        _ => s.Address.ConversationId,
                    }, urgent: true).Name);
                foreach (var bucket in buckets)
                {
                    var times = bucket.Select(s => s.At).Order().ToArray();
                    for (var i = limit.Count; i < times.Length; i++)
                        if (times[i] - times[i - limit.Count] < TimeSpan.FromSeconds(limit.Seconds))
                        {
                            yield return $"rate: {bucket.Key} at {times[i]:O}";
                            break;
                        }
                }
            }
    }

    private static async Task<IEnumerable<string>> LostAsync(GateWorld world)
    {
        var ends = await world.Store.Outbox.GetAsync(GateWorld.Tenant, [.. world.Queued.Select(m => m.Id)], CancellationToken.None);
        var digested = world.Sent.SelectMany(s => s.Message.Items).ToHashSet();
        return ends.Where(e => e.State is DeliveryState.Queued or DeliveryState.Held or DeliveryState.Retrying or DeliveryState.Sending or DeliveryState.Merged
                || (e.State == DeliveryState.Delivered && !digested.Contains(e.Message.Id) && world.Sent.All(s => s.Message.Id != e.Message.Id)))
            .Select(e => $"lost: {e.Message.Id} is {e.State} {e.Reason}");
    }
}
