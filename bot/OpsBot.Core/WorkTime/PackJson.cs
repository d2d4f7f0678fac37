using System.Globalization;
using System.Text.Json;
using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// Reads one JSON object of a pack and collects faults instead of stopping at the first. A value that could not be
/// read comes back as its default; the caller builds nothing when there are faults.
/// </summary>
internal sealed class PackJson
{
    private const int LongestTextInCharacters = 64 * 1024;
    private const int LongestList = 64;
    private const int KnownSchema = 1;

    private readonly JsonElement _element;
    private readonly string _path;

    private PackJson(JsonElement element, string path, List<string> faults)
    {
        _element = element;
        _path = path;
        Faults = faults;
    }

    public List<string> Faults { get; }

    /// <summary>Opens the text and checks its schema number; null (with faults) when it is no JSON object.</summary>
    public static PackJson? Open(string json, List<string> faults)
    {
        if (json.Length > LongestTextInCharacters)
        {
            faults.Add(WorkTimeTexts.FaultTooBig(LongestTextInCharacters));
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            if (!HasOnlyText(document.RootElement))
            {
                faults.Add(WorkTimeTexts.FaultNotJson(1));
                return null;
            }
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var root = new PackJson(document.RootElement.Clone(), "", faults);
                root.Number("schema", KnownSchema, KnownSchema);
                return root;
            }
            faults.Add(WorkTimeTexts.FaultNotAnObject);
        }
        catch (JsonException exception)
        {
            faults.Add(WorkTimeTexts.FaultNotJson((exception.LineNumber ?? 0) + 1));
        }
        catch (ArgumentException)
        {
            // Half a character, which no encoding knows.
            faults.Add(WorkTimeTexts.FaultNotJson(1));
        }
        return null;
    }

    // An escaped half of a character passes the parser and fails only when it is read, so every text is read once here.
    private static bool HasOnlyText(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().All(p => p.Name is not null && HasOnlyText(p.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(HasOnlyText),
                JsonValueKind.String => element.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>A part of a larger file; null (with a fault) when it is no object.</summary>
    public static PackJson? Of(JsonElement part, string path, List<string> faults)
    {
        if (part.ValueKind == JsonValueKind.Object) return new PackJson(part, path + ".", faults);
        faults.Add(HoursFaultTexts.At(path, WorkTimeTexts.FaultNotAnObject));
        return null;
    }

    /// <summary>The objects of a list in a larger file.</summary>
    public static List<PackJson> ListOf(JsonElement list, string path, List<string> faults)
    {
        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= LongestList)
            return [.. list.EnumerateArray().Select((item, index) => Of(item, $"{path}[{index}]", faults)).OfType<PackJson>()];
        faults.Add(WorkTimeTexts.FaultList(path, LongestList));
        return [];
    }

    /// <summary>Notes what is wrong with one value.</summary>
    public void Fault(string name, string fault) => Faults.Add(HoursFaultTexts.At(PathOf(name), fault));

    public bool Has(string name) =>
        _element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    public string Text(string name)
    {
        var text = Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        if (string.IsNullOrWhiteSpace(text)) Faults.Add(WorkTimeTexts.FaultMissing(PathOf(name)));
        return text ?? "";
    }

    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    public int Number(string name, int least, int most)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        Faults.Add(WorkTimeTexts.FaultNumber(PathOf(name), Shown(name), least, most));
        return least;
    }

    public bool Flag(string name)
    {
        if (Find(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value) return value.GetBoolean();
        Fault(name, HoursFaultTexts.Flag);
        return false;
    }

    public DateOnly Date(string name) => DateOf(Find(name), PathOf(name), Shown(name));

    public TimeOnly Time(string name)
    {
        if (TimeOnly.TryParseExact(Shown(name), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        Faults.Add(WorkTimeTexts.FaultTime(PathOf(name), Shown(name)));
        return default;
    }

    public MonthDay MonthDay(string name)
    {
        if (WorkTime.MonthDay.TryParse(Shown(name), out var day)) return day;
        Faults.Add(WorkTimeTexts.FaultMonthDay(PathOf(name), Shown(name)));
        return default;
    }

    public PackJson? Child(string name)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Object } value) return new PackJson(value, PathOf(name) + ".", Faults);
        Faults.Add(WorkTimeTexts.FaultMissing(PathOf(name)));
        return null;
    }

    public List<PackJson> Children(string name, int most = LongestList)
    {
        var children = new List<PackJson>();
        foreach (var (item, at) in Items(name, most))
        {
            if (item.ValueKind == JsonValueKind.Object) children.Add(new PackJson(item, at + ".", Faults));
            else Faults.Add(WorkTimeTexts.FaultMissing(at));
        }
        return children;
    }

    public List<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var (item, at) in Items(name))
        {
            if (item is { ValueKind: JsonValueKind.String } && item.GetString() is { Length: > 0 } text) texts.Add(text);
            else Faults.Add(WorkTimeTexts.FaultMissing(at));
        }
        return texts;
    }

    public List<DateOnly> Dates(string name) =>
        [.. Items(name).Select(entry => DateOf(entry.Item, entry.At, entry.Item.ToString()))];

    private List<(JsonElement Item, string At)> Items(string name, int most = LongestList)
    {
        var value = Find(name);
        if (value is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > most)
        {
            Faults.Add(WorkTimeTexts.FaultList(PathOf(name), most));
            return [];
        }
        return [.. list.EnumerateArray().Select((item, index) => (item, $"{PathOf(name)}[{index}]"))];
    }

    private DateOnly DateOf(JsonElement? value, string at, string shown)
    {
        if (value is { ValueKind: JsonValueKind.String }
            && DateOnly.TryParseExact(shown, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Faults.Add(WorkTimeTexts.FaultDate(at, shown));
        return default;
    }

    private JsonElement? Find(string name) => _element.TryGetProperty(name, out var value) ? value : null;

    private string Shown(string name) => Find(name)?.ToString() ?? "";

    private string PathOf(string name) => _path + name;
}
