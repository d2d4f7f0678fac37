using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// Puts what was read into the bot's directory format. The platform gives names, units and who belongs where; roles, kinds
/// of units and hours come from the file as it was, so that nobody gets a role by a setting in the messenger.
/// </summary>
internal static class DirectoryMerge
{
    private const string UnitPrefix = "dept-";
    private static readonly JsonSerializerOptions Indented = new(WireJson.Options) { WriteIndented = true };

    /// <summary>The new text of the file.</summary>
    public static string Merge(ReadDirectory read, JsonObject? before)
    {
        var oldUnits = ById(before?["units"]);
        var oldPeople = ById(before?["people"]);
        var units = read.Departments.Select(d => Unit(d, oldUnits.GetValueOrDefault(UnitId(d.Id))));
        var people = read.Users.OrderBy(u => u.Account, StringComparer.Ordinal).Select(u => Person(u, oldPeople.GetValueOrDefault(u.Account)));
        var merged = new JsonObject { ["schema"] = 1, ["units"] = new JsonArray([.. units]), ["people"] = new JsonArray([.. people]) };
        return merged.ToJsonString(Indented);
    }

    private static JsonNode Unit(ReadDepartment department, JsonObject? old)
    {
        var unit = old?.DeepClone().AsObject() ?? new JsonObject { ["kind"] = department.Parent is null ? "city" : "department" };
        unit["id"] = UnitId(department.Id);
        unit["name"] = department.Name.Length > 0 ? department.Name : old?.Text("name") ?? UnitId(department.Id);
        unit.Remove("parent");
        if (department.Parent is { } parent)
            unit["parent"] = UnitId(parent);
        return unit;
    }

    private static JsonNode Person(ReadUser user, JsonObject? old)
    {
        var person = old?.DeepClone().AsObject() ?? new JsonObject { ["roles"] = new JsonArray() };
        person["id"] = user.Account;
        person["name"] = user.Name;
        person["unit"] = UnitId(user.Department);
        return person;
    }

    private static string UnitId(long department) => UnitPrefix + department.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, JsonObject> ById(JsonNode? list) =>
        ((list as JsonArray)?.OfType<JsonObject>() ?? []).Where(o => o.Text("id") is not null).DistinctBy(o => o.Text("id")).ToDictionary(o => o.Text("id")!);
}
