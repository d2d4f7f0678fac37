using System.Globalization;
using OpsBot.Core.Changes;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis;

/// <summary>Reads what <c>countFault</c> of <c>Scripts/shared.lua</c> writes.</summary>
internal static class SetAsideMarks
{
    /// <summary>The last words of the scripts that set aside.</summary>
    public static readonly RedisArgument[] Pauses = [(long)SetAsidePause.First.TotalMilliseconds, (long)SetAsidePause.Longest.TotalMilliseconds];

    public static async Task<int> CountAsync(RedisConnection connection, string key, CancellationToken cancellationToken) =>
        (int)(await connection.ReadAsync(["HLEN", key], cancellationToken)).AsInteger();

    public static async Task<IReadOnlyList<SetAsideItem>> ListAsync(RedisConnection connection, string key, int take, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<string, SetAsideItem>();
        var cursor = "0";
        do
        {
            var reply = (await connection.ReadAsync(["HSCAN", key, cursor, "COUNT", take], cancellationToken)).AsArray();
            cursor = reply[0].AsText();
            foreach (var pair in reply[1].AsArray().Chunk(2))
                marks[pair[0].AsText()] = Read(pair[0].AsText(), pair[1].AsText());
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
