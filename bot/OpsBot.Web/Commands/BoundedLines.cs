using System.Text;

namespace OpsBot.Web.Commands;

/// <summary>Reads lines without ever holding more than the limit of one; the rest of a longer line is skipped.</summary>
internal sealed class BoundedLines(TextReader input, int maxLength)
{
    private readonly char[] _buffer = new char[8192];
    private int _at;
    private int _end;

    /// <summary>The next line, or null at the end.</summary>
    /// <param name="whole">False when the line was longer than the limit and only its beginning is returned.</param>
    public string? Read(out bool whole)
    {
        whole = true;
        var line = new StringBuilder();
        var any = false;
        while (Next() is { } character)
        {
            any = true;
            if (character == '\n') break;
            if (line.Length < maxLength)
                line.Append(character);
            else if (character != '\r')
                whole = false;
        }
        return any ? line.ToString() : null;
    }

    private char? Next()
    {
        if (_at == _end)
        {
            _end = input.Read(_buffer);
            _at = 0;
        }
        return _end == 0 ? null : _buffer[_at++];
    }
}
