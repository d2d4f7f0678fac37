using System.Globalization;
using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;
using StackExchange.Redis;

namespace OpsBot.Redis.Delivery;

/// <summary>Lays a send's request out for <c>Scripts/begin-send.lua</c>.</summary>
internal static class SendArguments
{
    public static List<RedisValue> Of(OutboxEntry leased, SendRequest request)
    {
        var words = new List<RedisValue>();
        words.AddRange(
            leased.Message.Id, leased.LeaseToken ?? "", BegunAnswers.SlotOf(leased.LeaseToken) ?? 0, request.MachineNow.ToUnixTimeMilliseconds(), MessageArguments.DedupKeepFor);
        if (request.Charge is { } charge)
        {
            words.AddRange(
                charge.Recipient,
                charge.Day.ToString("O", CultureInfo.InvariantCulture),
                JsonSerializer.SerializeToUtf8Bytes(charge.Line, StoredJson.Options),
                charge.PerDay,
                charge.Item ?? "",
                charge.PerItem,
                charge.MayExceed ? "1" : "0",
                (long)charge.KeepFor.TotalMilliseconds,
                (long)charge.KeepItemFor.TotalMilliseconds);
        }
        else
        {
            words.AddRange("", "", "", 0, "", 0, "", 0, 0);
        }
        AddBuckets(words, request.Buckets);
        return words;
    }

    /// <summary>For the function <c>takeTokens</c> of <c>Scripts/shared.lua</c>.</summary>
    public static void AddBuckets(List<RedisValue> words, IReadOnlyList<RateBucket> buckets)
    {
        words.Add(buckets.Count);
        foreach (var bucket in buckets)
        {
            words.Add(bucket.Name);
            if (bucket.Interval > TimeSpan.Zero)
                words.AddRange(Milliseconds(bucket.Interval), Milliseconds(bucket.Tolerance), bucket.Reserve);
            else
                words.Add(0);
        }
    }

    private static RedisValue Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);
}
