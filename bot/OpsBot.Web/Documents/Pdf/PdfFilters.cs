using System.IO.Compression;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>Undoes the filters of a stream. What a broken stream still yields is kept; picture filters yield null.</summary>
internal sealed class PdfFilters(PdfBudget budget)
{
    private const int MaximumFilters = 8;

    public ReadOnlyMemory<byte>? Decode(ReadOnlyMemory<byte> raw, IReadOnlyList<(string Name, PdfDictionary? Parameters)> filters)
    {
        if (filters.Count > MaximumFilters) throw new PdfFault(PdfFaultKind.TooLarge);
        var bytes = raw;
        foreach (var (name, parameters) in filters)
        {
            byte[]? next = name switch
            {
                "FlateDecode" or "Fl" => Predict(Inflate(bytes), parameters),
                "LZWDecode" or "LZW" => Predict(Unpack(bytes.Span, parameters?.GetValueOrDefault("EarlyChange") is not 0.0), parameters),
                "ASCIIHexDecode" or "AHx" => Hex(bytes.Span),
                "ASCII85Decode" or "A85" => Ascii85(bytes.Span),
                "RunLengthDecode" or "RL" => RunLength(bytes.Span),
                _ => null,
            };
            if (next is null) return null;
            budget.Decode(next.Length);
            bytes = next;
        }

        return bytes;
    }

    private byte[] Inflate(ReadOnlyMemory<byte> raw)
    {
        var target = new MemoryStream();
        using var source = new ZLibStream(new MemoryStream(raw.ToArray()), CompressionMode.Decompress);
        var buffer = new byte[32 * 1024];
        try
        {
            for (int read; (read = source.Read(buffer)) > 0;)
            {
                budget.Decode(read);
                target.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            // Torn data: the part before the tear is still text.
        }

        return target.ToArray();
    }

    private static byte[] Predict(byte[] data, PdfDictionary? parameters)
    {
        int Parameter(string name, int usual) => parameters?.GetValueOrDefault(name) is double value && value is >= 1 and <= 100_000 ? (int)value : usual;
        var predictor = Parameter("Predictor", 1);
        if (predictor == 1) return data;
        var pixel = Math.Max(1, Parameter("Colors", 1) * Parameter("BitsPerComponent", 8) / 8);
        var row = Math.Max(1, (int)Math.Min(int.MaxValue / 16, (long)Parameter("Columns", 1) * Parameter("Colors", 1) * Parameter("BitsPerComponent", 8) / 8));
        return predictor == 2 ? Differences(data, row, pixel) : Png(data, row, pixel);
    }

    private static byte[] Differences(byte[] data, int row, int pixel)
    {
        for (var start = 0; start < data.Length; start += row)
        {
            for (var i = start + pixel; i < Math.Min(start + row, data.Length); i++) data[i] += data[i - pixel];
        }

        return data;
    }

    private static byte[] Png(byte[] data, int row, int pixel)
    {
        var rows = (data.Length + row) / (row + 1);
        var result = new byte[data.Length - rows];
        for (var r = 0; r < rows; r++)
        {
            var kind = data[r * (row + 1)];
            for (var i = 0; i < row && (r * (row + 1)) + 1 + i < data.Length; i++)
            {
                var at = (r * row) + i;
                int left = i >= pixel ? result[at - pixel] : 0, up = r > 0 ? result[at - row] : 0, corner = r > 0 && i >= pixel ? result[at - row - pixel] : 0;
                var guess = kind switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 };
                result[at] = (byte)(data[(r * (row + 1)) + 1 + i] + guess);
            }
        }

        return result;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        int a = Math.Abs(guess - left), b = Math.Abs(guess - up), c = Math.Abs(guess - corner);
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private byte[] Unpack(ReadOnlySpan<byte> data, bool early)
    {
        const int clear = 256, end = 257;
        var table = new List<byte[]>();
        var result = new MemoryStream();
        byte[]? previous = null;
        int width = 9, bits = 0, count = 0;
        foreach (var b in data)
        {
            bits = (bits << 8) | b;
            count += 8;
            while (count >= width)
            {
                var code = (bits >> (count - width)) & ((1 << width) - 1);
                count -= width;
                bits &= (1 << count) - 1;
                if (code == end) return result.ToArray();
                if (code == clear)
                {
                    table.Clear();
                    (width, previous) = (9, null);
                    continue;
                }

                byte[]? entry = code < 256 ? [(byte)code] : code - 258 < table.Count ? table[code - 258] : previous is not null ? [.. previous, previous[0]] : null;
                if (entry is null) return result.ToArray();
                budget.Decode(entry.Length);
                result.Write(entry);
                if (previous is not null && table.Count < 3838) table.Add([.. previous, entry[0]]);
                previous = entry;
                var size = table.Count + 258 + (early ? 1 : 0);
                width = size >= 2048 ? 12 : size >= 1024 ? 11 : size >= 512 ? 10 : 9;
            }
        }

        return result.ToArray();
    }

    private static byte[] Hex(ReadOnlySpan<byte> data)
    {
        var result = new List<byte>();
        var high = -1;
        foreach (var c in data)
        {
            if (c == '>') break;
            var digit = PdfLexer.HexDigit(c);
            if (digit < 0) continue;
            if (high >= 0) result.Add((byte)((high << 4) | digit));
            high = high >= 0 ? -1 : digit;
        }

        if (high >= 0) result.Add((byte)(high << 4));
        return [.. result];
    }

    private static byte[] Ascii85(ReadOnlySpan<byte> data)
    {
        var result = new List<byte>();
        long value = 0;
        var count = 0;
        foreach (var c in data)
        {
            if (c == '~') break;
            if (c == 'z' && count == 0) result.AddRange([0, 0, 0, 0]);
            if (c is < (byte)'!' or > (byte)'u') continue;
            value = (value * 85) + (c - '!');
            if (++count < 5) continue;
            for (var shift = 24; shift >= 0; shift -= 8) result.Add((byte)(value >> shift));
            (value, count) = (0, 0);
        }

        if (count < 2) return [.. result];
        for (var i = count; i < 5; i++) value = (value * 85) + 84;
        for (var i = 0; i < count - 1; i++) result.Add((byte)(value >> (24 - (8 * i))));
        return [.. result];
    }

    private byte[] RunLength(ReadOnlySpan<byte> data)
    {
        var result = new List<byte>();
        for (var i = 0; i < data.Length && data[i] != 128; budget.Step())
        {
            int length = data[i++];
            if (length < 128)
            {
                var end = Math.Min(data.Length, i + length + 1);
                result.AddRange(data[i..end]);
                i = end;
            }
            else if (i < data.Length)
            {
                for (var k = 0; k < 257 - length; k++) result.Add(data[i]);
                i++;
            }
        }

        return [.. result];
    }
}
