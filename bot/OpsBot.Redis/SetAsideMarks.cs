using System.Globalization;
using OpsBot.Core.Changes;
using StackExchange.Redis;

namespace OpsBot.Redis;

/// <summary>Reads what <c>countFault</c> of <c>Scripts/shared.lua</c> writes.</summary>
internal static class SetAsideMarks
{
    /// <summary>The last words of the scripts that set aside.</summary>
    public static readonly RedisValue[] Pauses = [(long)SetAsidePause.First.TotalMilliseconds, (long)SetAsidePause.Longest.TotalMilliseconds];

    public static async Task<int> CountAsync(RedisConnection connection, string key, CancellationToken cancellationToken) =>
        (int)await connection.ReadAsync(db => db.HashLengthAsync(key, RedisConnection.OnPrimary), cancellationToken);

    public static async Task<IReadOnlyList<SetAsideItem>> ListAsync(RedisConnection connection, string key, int take, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<string, SetAsideItem>();
        var cursor = "0";
        do
        {
            var at = cursor;
            var reply = (RedisResult[])(await connection.ReadAsync(
                db => db.ExecuteAsync("HSCAN", [key, at, "COUNT", take], RedisConnection.OnPrimary), cancellationToken))!;
            cursor = (string)reply[0]!;
            foreach (var pair in ((string[])reply[1]!).Chunk(2))
                marks[pair[0]] = Read(pair[0], pair[1]);
        }
        while (cursor != "0" && marks.Count < take);
        return [.. marks.Values];
    }

    private static SetAsideItem Read(string id, string mark)
    {
        var words = mark.Split(' ');
        return new SetAsideItem(
            id,
            int.Parse(words[0], CultureInfo.InvariantCulture),
            // A newer version may know more reasons.
            Enum.TryParse<ItemFaultReason>(words[1], out var reason) ? reason : ItemFaultReason.Failed,
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(words[2], CultureInfo.InvariantCulture)));
    }
}
