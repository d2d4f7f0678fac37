using System.Text;
using System.Text.RegularExpressions;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>The objects of a PDF: by its cross-reference tables and streams, or, where those are damaged, by a scan of the whole file.</summary>
internal sealed partial class PdfFile
{
    private const int TailSpan = 2048;

    private readonly ReadOnlyMemory<byte> _data;
    private readonly PdfBudget _budget;
    private readonly PdfFilters _filters;
    private readonly Dictionary<int, (bool Packed, int At, int Index)> _places = [];
    private readonly Dictionary<int, object?> _cache = [];
    private readonly Dictionary<int, Dictionary<int, object?>> _packs = [];
    private readonly HashSet<int> _resolving = [];
    private PdfDictionary _trailer = [];

    private PdfFile(ReadOnlyMemory<byte> data, PdfBudget budget)
    {
        _data = data;
        _budget = budget;
        _filters = new PdfFilters(budget);
    }

    /// <summary>True when the cross-reference was damaged and the objects were found by scanning.</summary>
    public bool Repaired { get; private set; }

    public PdfDictionary Root => Get(_trailer, "Root") as PdfDictionary ?? [];

    /// <exception cref="PdfFault">Encrypted, too large, or nothing found.</exception>
    public static PdfFile Open(byte[] content, PdfBudget budget)
    {
        // Offsets count from the header, which may stand behind some junk.
        var header = Math.Max(0, content.AsSpan(0, Math.Min(1024, content.Length)).IndexOf("%PDF-"u8));
        var file = new PdfFile(content.AsMemory(header), budget);
        if (!file.ReadReferences() || file.Get(file.Root, "Pages") is not PdfDictionary) file.Scan();
        if (file._trailer.ContainsKey("Encrypt")) throw new PdfFault(PdfFaultKind.Encrypted);
        return file.Get(file.Root, "Pages") is PdfDictionary ? file : throw new PdfFault(PdfFaultKind.Broken);
    }

    public object? Get(PdfDictionary dictionary, string key) => Resolve(dictionary.GetValueOrDefault(key));

    public object? Resolve(object? value)
    {
        for (var depth = 0; value is PdfReference reference; depth++)
        {
            PdfBudget.Depth(depth);
            value = Load(reference.Number);
        }

        return value;
    }

    /// <summary>The decoded bytes, or null for pictures and unknown filters.</summary>
    public ReadOnlyMemory<byte>? Decode(PdfStream stream)
    {
        var names = ListOf(Get(stream.Dictionary, "Filter") ?? Get(stream.Dictionary, "F"));
        var parameters = ListOf(Get(stream.Dictionary, "DecodeParms") ?? Get(stream.Dictionary, "DP"));
        return _filters.Decode(stream.Raw, [.. names.Select((name, i) => ((name as PdfName)?.Value ?? "", Plain(i < parameters.Count ? parameters[i] as PdfDictionary : null)))]);
    }

    public IReadOnlyList<object?> ListOf(object? value) => value switch
    {
        null => [],
        List<object?> list => [.. list.Select(Resolve)],
        _ => [value],
    };

    private PdfDictionary? Plain(PdfDictionary? dictionary)
    {
        if (dictionary is null) return null;
        var plain = new PdfDictionary();
        foreach (var (key, value) in dictionary) plain[key] = Resolve(value);
        return plain;
    }

    private object? Load(int number)
    {
        if (_cache.TryGetValue(number, out var known)) return known;
        if (!_places.TryGetValue(number, out var place) || !_resolving.Add(number)) return null;
        PdfBudget.Depth(_resolving.Count);
        var value = place.Packed ? Unpack(place.At).GetValueOrDefault(number) : ReadAt(place.At, number);
        _resolving.Remove(number);
        return _cache[number] = value;
    }

    private object? ReadAt(int at, int number)
    {
        if (at < 0 || at >= _data.Length) return null;
        var lexer = new PdfLexer(_data, _budget, at);
        if (lexer.Read(false) is not double found || found != number || lexer.Read(false) is not double || lexer.Read(false) is not PdfKeyword { Value: "obj" }) return null;
        var value = lexer.Read();
        if (value is not PdfDictionary dictionary) return value is PdfKeyword || value == PdfLexer.End ? null : value;
        lexer.SkipBlanks();
        var start = lexer.Position;
        return _data.Span[Math.Min(start, _data.Length)..].StartsWith("stream"u8) ? new PdfStream(dictionary, StreamBytes(dictionary, start + 6)) : dictionary;
    }

    private ReadOnlyMemory<byte> StreamBytes(PdfDictionary dictionary, int start)
    {
        var span = _data.Span;
        if (start < span.Length && span[start] == '\r') start++;
        if (start < span.Length && span[start] == '\n') start++;
        if (start >= span.Length) return default;
        if (Get(dictionary, "Length") is double length and >= 0 && start + length <= span.Length)
        {
            var after = (int)(start + length);
            if (span[after..Math.Min(span.Length, after + 20)].IndexOf("endstream"u8) >= 0) return _data[start..after];
        }

        var end = span[start..].IndexOf("endstream"u8);
        return end < 0 ? _data[start..] : _data.Slice(start, end);
    }

    private Dictionary<int, object?> Unpack(int stream)
    {
        if (_packs.TryGetValue(stream, out var known)) return known;
        var objects = _packs[stream] = [];
        if (Load(stream) is not PdfStream pack || Decode(pack) is not { } bytes) return objects;
        if (Get(pack.Dictionary, "N") is not double count || Get(pack.Dictionary, "First") is not double first || count is < 0 or > PdfBudget.MaximumObjects || first < 0) return objects;
        var head = new PdfLexer(bytes, _budget);
        for (var i = 0; i < count && head.Read(false) is double number && head.Read(false) is double offset; i++)
        {
            var at = first + offset;
            if (at < bytes.Length && at >= 0 && number is >= 0 and <= int.MaxValue) objects[(int)number] = new PdfLexer(bytes, _budget, (int)at).Read();
        }

        return objects;
    }

    private bool ReadReferences()
    {
        var tail = _data.Span[Math.Max(0, _data.Length - TailSpan)..];
        var found = tail.LastIndexOf("startxref"u8);
        if (found < 0) return false;
        var lexer = new PdfLexer(_data, _budget, Math.Max(0, _data.Length - TailSpan) + found + 9);
        var next = new Stack<object?>([lexer.Read(false)]);
        var seen = new HashSet<int>();
        while (next.TryPop(out var pointer))
        {
            if (pointer is not double offset || offset < 0 || offset >= _data.Length || !seen.Add((int)offset)) continue;
            PdfBudget.Depth(seen.Count / 16);
            if (ReadSection((int)offset) is not { } section) return false;
            foreach (var (key, value) in section) _trailer.TryAdd(key, value);
            next.Push(section.GetValueOrDefault("Prev"));
            next.Push(section.GetValueOrDefault("XRefStm"));
        }

        return _places.Count > 0;
    }

    private PdfDictionary? ReadSection(int offset)
    {
        var lexer = new PdfLexer(_data, _budget, offset);
        if (lexer.Read(false) is PdfKeyword { Value: "xref" }) return ReadTable(lexer);
        lexer.Position = offset;
        return lexer.Read(false) is double number && ReadAt(offset, (int)number) is PdfStream stream && ReadReferenceStream(stream) ? stream.Dictionary : null;
    }

    private PdfDictionary? ReadTable(PdfLexer lexer)
    {
        while (true)
        {
            var word = lexer.Read(false);
            if (word is PdfKeyword { Value: "trailer" }) return lexer.Read() as PdfDictionary;
            if (word is not double first || lexer.Read(false) is not double count || count is < 0 or > PdfBudget.MaximumObjects || first is < 0 or > PdfBudget.MaximumObjects * 10.0) return null;
            for (var i = 0; i < count; i++)
            {
                if (lexer.Read(false) is not double at || lexer.Read(false) is not double || lexer.Read(false) is not PdfKeyword state) return null;
                if (state.Value == "n" && at > 0 && at < _data.Length) _places.TryAdd((int)first + i, (false, (int)at, 0));
            }
        }
    }

    private bool ReadReferenceStream(PdfStream stream)
    {
        if (Decode(stream) is not { } decoded || ListOf(Get(stream.Dictionary, "W")) is not [double a, double b, double c]) return false;
        if (a is < 0 or > 8 || b is < 0 or > 8 || c is < 0 or > 8) return false;
        var bytes = decoded.Span;
        int[] widths = [(int)a, (int)b, (int)c];
        var row = widths.Sum();
        var index = ListOf(Get(stream.Dictionary, "Index"));
        if (index.Count < 2) index = [0.0, Get(stream.Dictionary, "Size") ?? 0.0];
        var at = 0;
        for (var range = 0; range + 1 < index.Count && row > 0; range += 2)
        {
            if (index[range] is not double first || index[range + 1] is not double count || first is < 0 or > PdfBudget.MaximumObjects * 10.0) return false;
            for (var i = 0; i < count && at + row <= bytes.Length; i++, at += row)
            {
                _budget.Step();
                var kind = widths[0] == 0 ? 1 : Field(bytes[at..], widths[0]);
                var second = Field(bytes[(at + widths[0])..], widths[1]);
                var third = Field(bytes[(at + widths[0] + widths[1])..], widths[2]);
                if (kind is 1 or 2 && second is >= 0 and < int.MaxValue) _places.TryAdd((int)first + i, (kind == 2, (int)second, (int)Math.Clamp(third, 0, int.MaxValue)));
            }
        }

        return true;
    }

    private static long Field(ReadOnlySpan<byte> bytes, int width)
    {
        long value = 0;
        for (var i = 0; i < width; i++) value = (value << 8) | bytes[i];
        return value;
    }

    // Later objects win over earlier ones of the same number, as after an update.
    private void Scan()
    {
        Repaired = true;
        _places.Clear();
        _cache.Clear();
        _packs.Clear();
        var text = Encoding.Latin1.GetString(_data.Span);
        foreach (Match match in ObjectStart().Matches(text))
        {
            _budget.Step(16);
            if (_places.Count > PdfBudget.MaximumObjects) throw new PdfFault(PdfFaultKind.TooLarge);
            _places[int.Parse(match.Groups[1].ValueSpan)] = (false, match.Groups[1].Index, 0);
        }

        foreach (Match match in Trailer().Matches(text))
        {
            if (new PdfLexer(_data, _budget, match.Index + 7).Read() is not PdfDictionary trailer) continue;
            foreach (var (key, value) in trailer) _trailer[key] = value;
        }

        foreach (var number in _places.Keys.ToList())
        {
            var value = Load(number);
            var dictionary = (value as PdfStream)?.Dictionary ?? value as PdfDictionary;
            if (dictionary?.GetValueOrDefault("Type") is not PdfName type) continue;
            if (type.Value == "ObjStm")
            {
                foreach (var inner in Unpack(number).Keys) _places.TryAdd(inner, (true, number, 0));
            }
            else if (type.Value == "XRef")
            {
                foreach (var (key, item) in dictionary) _trailer.TryAdd(key, item);
            }
        }

        if (Get(_trailer, "Root") is PdfDictionary) return;
        foreach (var number in _places.Keys)
        {
            if (Load(number) is PdfDictionary catalog && catalog.GetValueOrDefault("Type") is PdfName { Value: "Catalog" }) _trailer["Root"] = new PdfReference(number);
        }
    }

    [GeneratedRegex(@"(?<![0-9])([0-9]{1,7})[ \t\r\n]+[0-9]{1,5}[ \t\r\n]+obj\b")]
    private static partial Regex ObjectStart();

    [GeneratedRegex("trailer")]
    private static partial Regex Trailer();
}
