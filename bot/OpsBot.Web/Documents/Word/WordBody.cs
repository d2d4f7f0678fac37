using System.Text;
using DocumentFormat.OpenXml;

namespace OpsBot.Web.Documents.Word;

/// <summary>Walks a Word part in reading order and writes one paragraph or table row a line, as it reads with all revisions accepted.</summary>
/// <param name="numbering">Counts automatic numbers, or null where the part has none.</param>
internal sealed class WordBody(WordNumbering? numbering)
{
    private const int MaximumText = 4 * 1024 * 1024;

    private readonly StringBuilder _text = new();
    private readonly List<OpenXmlElement> _boxes = [];
    private bool _joinNext;
    private int _fieldDepth;
    private int _codeDepth;

    public bool HasFootnotes { get; private set; }

    public bool HasDeletions { get; private set; }

    public bool HasHidden { get; private set; }

    public bool HasPictures { get; private set; }

    public bool HasTables { get; private set; }

    public bool TooLarge => _text.Length > MaximumText;

    public string Text => _text.ToString();

    public void ReadBlocks(OpenXmlElement container)
    {
        foreach (var element in container.ChildElements)
        {
            if (TooLarge) return;
            switch (element.LocalName)
            {
                case "p":
                    ReadParagraph(element);
                    break;
                case "tbl":
                    ReadTable(element);
                    break;
                case "sdt":
                    if (element.Child("sdtContent") is { } content) ReadBlocks(content);
                    break;
                case "customXml" or "ins" or "moveTo" or "smartTag":
                    ReadBlocks(element);
                    break;
                case "del" or "moveFrom":
                    HasDeletions = true;
                    break;
                case "AlternateContent":
                    if ((element.Child("Choice") ?? element.Child("Fallback")) is { } chosen) ReadBlocks(chosen);
                    break;
            }
        }
    }

    private void ReadParagraph(OpenXmlElement paragraph)
    {
        var properties = paragraph.Child("pPr");
        var marks = properties.Child("rPr");
        if (!_joinNext) _text.Append(numbering?.Next(properties) ?? "");
        ReadRuns(paragraph);
        // A deleted paragraph mark joins the paragraph with the next one.
        _joinNext = marks.Child("del") is not null || marks.Child("moveFrom") is not null;
        if (_joinNext) HasDeletions = true;
        else _text.Append('\n');
        if (_boxes.Count == 0) return;
        var boxes = _boxes.ToList();
        _boxes.Clear();
        foreach (var box in boxes) ReadBlocks(box);
    }

    private void ReadRuns(OpenXmlElement parent)
    {
        foreach (var element in parent.ChildElements)
        {
            switch (element.LocalName)
            {
                case "r":
                    ReadRun(element);
                    break;
                case "hyperlink" or "ins" or "moveTo" or "smartTag" or "customXml" or "fldSimple" or "dir" or "bdo":
                    ReadRuns(element);
                    break;
                case "sdt":
                    if (element.Child("sdtContent") is { } content) ReadRuns(content);
                    break;
                case "del" or "moveFrom":
                    HasDeletions = true;
                    break;
            }
        }
    }

    private void ReadRun(OpenXmlElement run)
    {
        if (run.Child("rPr").IsOn("vanish"))
        {
            HasHidden = true;
            return;
        }

        foreach (var element in run.ChildElements) ReadRunContent(element);
    }

    private void ReadRunContent(OpenXmlElement element)
    {
        switch (element.LocalName)
        {
            case "fldChar":
                ReadFieldMark(element.Named("fldCharType"));
                break;
            case "t" when _codeDepth == 0:
                foreach (var c in element.InnerText) _text.Append(c is '\n' or '\r' ? ' ' : c);
                break;
            case "tab" or "ptab":
                _text.Append(' ');
                break;
            case "br" or "cr":
                _text.Append('\n');
                break;
            case "noBreakHyphen":
                _text.Append('-');
                break;
            case "footnoteReference" or "endnoteReference" or "commentReference":
                HasFootnotes = true;
                break;
            case "delText":
                HasDeletions = true;
                break;
            case "ruby":
                // The pinyin above is left out; the characters stay.
                if (element.Child("rubyBase") is { } characters) ReadRuns(characters);
                break;
            case "AlternateContent":
                if ((element.Child("Choice") ?? element.Child("Fallback")) is { } chosen)
                {
                    foreach (var inner in chosen.ChildElements) ReadRunContent(inner);
                }

                break;
            case "drawing" or "pict" or "object":
                _boxes.AddRange(element.Descendants().Where(item => item.LocalName == "txbxContent" && !item.Ancestors().TakeWhile(above => above != element).Any(above => above.LocalName is "txbxContent" or "Fallback")));
                HasPictures |= element.Descendants().Any(item => item.LocalName is "blip" or "imagedata");
                break;
        }
    }

    // A field holds its code, then what it shows; only the second is text.
    private void ReadFieldMark(string? kind)
    {
        switch (kind)
        {
            case "begin":
                _fieldDepth++;
                _codeDepth++;
                break;
            case "separate" when _codeDepth > 0:
                _codeDepth--;
                break;
            case "end" when _fieldDepth > 0:
                _fieldDepth--;
                _codeDepth = Math.Min(_codeDepth, _fieldDepth);
                break;
        }
    }

    private void ReadTable(OpenXmlElement table)
    {
        HasTables = true;
        foreach (var row in table.Descendants().Where(item => item.LocalName == "tr" && item.Ancestors().First(above => above.LocalName == "tbl") == table))
        {
            if (row.Child("trPr").Child("del") is not null)
            {
                HasDeletions = true;
                continue;
            }

            var cells = row.Descendants().Where(item => item.LocalName == "tc" && item.Ancestors().First(above => above.LocalName == "tr") == row).Select(ReadCell).ToList();
            if (cells.Any(cell => cell.Length > 0)) _text.Append(string.Join(" | ", cells)).Append('\n');
        }
    }

    private string ReadCell(OpenXmlElement cell)
    {
        var start = _text.Length;
        ReadBlocks(cell);
        var text = string.Join(' ', _text.ToString(start, _text.Length - start).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        _text.Length = start;
        return text;
    }
}
