namespace OpsBot.Web.Documents.Pdf;

/// <summary>Runs the text operators of a page and of the forms it draws, and collects its characters.</summary>
internal sealed class PdfContent(PdfFile file, PdfBudget budget)
{
    private const int MaximumForms = 8;
    private const int MaximumStates = 256;
    private const int MaximumOperands = 4096;
    private const string Unreadable = "□";

    private readonly Dictionary<PdfDictionary, PdfFont> _fonts = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<State> _states = new();
    private List<PdfGlyph> _glyphs = [];
    private State _state = new();
    private PdfMatrix _text = PdfMatrix.Identity;
    private PdfMatrix _line = PdfMatrix.Identity;

    /// <summary>Characters without a known text, over all pages.</summary>
    public int Unknown { get; private set; }

    public List<PdfGlyph> ReadPage(PdfDictionary page, PdfDictionary resources)
    {
        _glyphs = [];
        _states.Clear();
        _state = new State();
        using var joined = new MemoryStream();
        foreach (var part in file.ListOf(file.Get(page, "Contents")).OfType<PdfStream>())
        {
            if (file.Decode(part) is not { } bytes) continue;
            joined.Write(bytes.Span);
            joined.WriteByte((byte)'\n');
        }

        Run(joined.ToArray(), resources, 0);
        return _glyphs;
    }

    private void Run(ReadOnlyMemory<byte> content, PdfDictionary resources, int depth)
    {
        var lexer = new PdfLexer(content, budget);
        var operands = new List<object?>();
        while (lexer.Read(false) is var item && item != PdfLexer.End)
        {
            if (item is not PdfKeyword word)
            {
                if (operands.Count < MaximumOperands) operands.Add(item);
                continue;
            }

            if (word.Value == "BI") SkipInlineImage(lexer, content.Span);
            else if (word.Value == "Do" && operands is [PdfName form]) RunForm(form.Value, resources, depth);
            else Apply(word.Value, operands, resources);
            operands.Clear();
        }
    }

    private void RunForm(string name, PdfDictionary resources, int depth)
    {
        if (depth >= MaximumForms || file.Get(resources, "XObject") is not PdfDictionary objects || file.Get(objects, name) is not PdfStream form) return;
        if (file.Get(form.Dictionary, "Subtype") is not PdfName { Value: "Form" } || file.Decode(form) is not { } bytes) return;
        var (saved, text, line) = (_state, _text, _line);
        var states = _states.Count;
        if (PdfMatrix.From(file.ListOf(file.Get(form.Dictionary, "Matrix"))) is { } matrix) _state = _state with { Matrix = matrix.Then(_state.Matrix) };
        Run(bytes, file.Get(form.Dictionary, "Resources") as PdfDictionary ?? resources, depth + 1);
        while (_states.Count > states) _states.Pop();
        (_state, _text, _line) = (saved, text, line);
    }

    // The image ends at EI between blanks.
    private static void SkipInlineImage(PdfLexer lexer, ReadOnlySpan<byte> content)
    {
        for (var at = Math.Min(lexer.Position, content.Length); at < content.Length; at++)
        {
            var end = content[at..].IndexOf("EI"u8);
            if (end < 0) break;
            at += end;
            var free = (at == 0 || PdfLexer.IsBlank(content[at - 1])) && (at + 2 >= content.Length || PdfLexer.IsBlank(content[at + 2]));
            if (!free) continue;
            lexer.Position = at + 2;
            return;
        }

        lexer.Position = content.Length;
    }

    private void Apply(string operation, List<object?> operands, PdfDictionary resources)
    {
        double Number(int at) => at < operands.Count && operands[at] is double value && Math.Abs(value) < 1e7 ? value : 0;
        switch (operation)
        {
            case "q":
                if (_states.Count < MaximumStates) _states.Push(_state);
                break;
            case "Q":
                if (_states.TryPop(out var state)) _state = state;
                break;
            case "cm" when PdfMatrix.From(operands) is { } matrix:
                _state = _state with { Matrix = matrix.Then(_state.Matrix) };
                break;
            case "BT":
                _text = _line = PdfMatrix.Identity;
                break;
            case "Tf" when operands is [PdfName name, double size]:
                _state = _state with { Font = FontOf(name.Value, resources), Size = size };
                break;
            case "Tc":
                _state = _state with { CharacterSpace = Number(0) };
                break;
            case "Tw":
                _state = _state with { WordSpace = Number(0) };
                break;
            case "Tz":
                _state = _state with { Stretch = Number(0) / 100 };
                break;
            case "TL":
                _state = _state with { Leading = Number(0) };
                break;
            case "Ts":
                _state = _state with { Rise = Number(0) };
                break;
            case "Td":
                NewLine(Number(0), Number(1));
                break;
            case "TD":
                _state = _state with { Leading = -Number(1) };
                NewLine(Number(0), Number(1));
                break;
            case "Tm" when PdfMatrix.From(operands) is { } matrix:
                _text = _line = matrix;
                break;
            case "T*":
                NewLine(0, -_state.Leading);
                break;
            case "Tj" when operands is [byte[] text]:
                Show(text);
                break;
            case "'" when operands is [byte[] text]:
                NewLine(0, -_state.Leading);
                Show(text);
                break;
            case "\"" when operands is [_, _, byte[] text]:
                _state = _state with { WordSpace = Number(0), CharacterSpace = Number(1) };
                NewLine(0, -_state.Leading);
                Show(text);
                break;
            case "TJ" when operands is [List<object?> items]:
                foreach (var item in items)
                {
                    if (item is byte[] text) Show(text);
                    else if (item is double shift) _text = PdfMatrix.Move(-shift / 1000 * _state.Size * _state.Stretch, 0).Then(_text);
                }

                break;
        }
    }

    private void NewLine(double x, double y) => _text = _line = PdfMatrix.Move(x, y).Then(_line);

    private PdfFont? FontOf(string name, PdfDictionary resources)
    {
        if (file.Get(resources, "Font") is not PdfDictionary fonts || file.Get(fonts, name) is not PdfDictionary font) return null;
        return _fonts.TryGetValue(font, out var known) ? known : _fonts[font] = PdfFont.Read(file, font, budget);
    }

    private void Show(byte[] text)
    {
        if (_state.Font is not { } font) return;
        foreach (var code in font.Decode(text))
        {
            budget.Step(8);
            var place = new PdfMatrix(_state.Size * _state.Stretch, 0, 0, _state.Size, 0, _state.Rise).Then(_text).Then(_state.Matrix);
            var wide = code.Width / 1000;
            if (code.Text is null) Unknown++;
            Add(code.Text ?? Unreadable, place, wide);
            var advance = ((wide * _state.Size) + _state.CharacterSpace + (code.IsBlank ? _state.WordSpace : 0)) * _state.Stretch;
            _text = PdfMatrix.Move(advance, 0).Then(_text);
        }
    }

    private void Add(string text, PdfMatrix place, double wide)
    {
        var across = Math.Sqrt((place.A * place.A) + (place.B * place.B));
        var size = Math.Sqrt((place.C * place.C) + (place.D * place.D));
        if (!double.IsFinite(place.E + place.F + across + size) || size is < 0.5 or > 2000 || Math.Abs(place.E) > 1e6 || Math.Abs(place.F) > 1e6) return;
        var straight = 0.08 * across;
        var angle = Math.Abs(place.B) < straight ? (place.A > 0 ? 0 : 2) : Math.Abs(place.A) < straight ? (place.B > 0 ? 1 : 3) : -1;
        _glyphs.Add(new PdfGlyph(text, place.E, place.F, size, wide * across, angle));
    }

    private sealed record State
    {
        public PdfMatrix Matrix { get; init; } = PdfMatrix.Identity;

        public PdfFont? Font { get; init; }

        public double Size { get; init; }

        public double CharacterSpace { get; init; }

        public double WordSpace { get; init; }

        public double Stretch { get; init; } = 1;

        public double Leading { get; init; }

        public double Rise { get; init; }
    }
}
