using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DingTalk.Api;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.DingTalk;

/// <summary>Reads all departments and users, page by page. A fault gives no directory at all rather than half of one.</summary>
internal sealed class DirectoryReader(IDingTalkCalls calls, IOptions<DingTalkOptions> options)
{
    private const int PageSize = 100;
    private const int MaxDepartments = 50_000;
    private const int MaxPages = 5_000;

    /// <summary>What was read, or the code that says why not.</summary>
    public async Task<(ReadDirectory? Read, string Code)> ReadAsync(CancellationToken cancellationToken)
    {
        var root = options.Value.RootDepartment;
        var departments = new List<ReadDepartment> { new(root, "", null) };
        var users = new Dictionary<string, ReadUser>(StringComparer.Ordinal);
        for (var next = 0; next < departments.Count; next++)
        {
            var id = departments[next].Id;
            if (await AddChildrenAsync(id, departments, cancellationToken).ConfigureAwait(false) is { } fault)
                return (null, fault);
            if (await AddUsersAsync(id, users, cancellationToken).ConfigureAwait(false) is { } other)
                return (null, other);
        }
        return (new ReadDirectory(departments, [.. users.Values]), "ok");
    }

    private async Task<string?> AddChildrenAsync(long id, List<ReadDepartment> departments, CancellationToken cancellationToken)
    {
        var answer = await calls.ListDepartmentsAsync(new DingTalkBodies.Department(id), cancellationToken).ConfigureAwait(false);
        if (!answer.IsGood)
            return answer.Code;
        foreach (var child in Objects(answer.Body!["result"]))
        {
            if (RobotMessageReader.Number(child["dept_id"]) is not { } childId || departments.Any(d => d.Id == childId))
                continue;
            if (departments.Count >= MaxDepartments)
                return "too-many-departments";
            departments.Add(new ReadDepartment(childId, child.Text("name") ?? "", id));
        }
        return null;
    }

    private async Task<string?> AddUsersAsync(long id, Dictionary<string, ReadUser> users, CancellationToken cancellationToken)
    {
        long cursor = 0;
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await calls.ListUsersAsync(new DingTalkBodies.UserPage(id, cursor, PageSize), cancellationToken).ConfigureAwait(false);
            if (!answer.IsGood || answer.Body!["result"] is not JsonObject result)
                return answer.IsGood ? "no-result" : answer.Code;
            foreach (var user in Objects(result["list"]))
                if (user.Text("userid") is { } account)
                    // The first department that lists a person is the person's own.
                    users.TryAdd(account, new ReadUser(account, user.Text("name") ?? account, id));
            if (result["has_more"] is not JsonValue more || !more.TryGetValue(out bool hasMore) || !hasMore)
                return null;
            if (RobotMessageReader.Number(result["next_cursor"]) is not { } after || after <= cursor)
                return "cursor-stands-still";
            cursor = after;
        }
        return "too-many-pages";
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];
}
