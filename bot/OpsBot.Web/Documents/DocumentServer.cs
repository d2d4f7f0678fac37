using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpsBot.Web.Documents;

/// <summary>
/// The child's side of <see cref="DocumentProcess"/>: reads documents one after the other, each as its length in four bytes (little
/// endian) and its content, and answers each with one line of JSON.
/// </summary>
internal static class DocumentServer
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Until the input ends; a file that costs too much memory ends the process instead.</summary>
    /// <returns>Exit code: 0, or 3 when memory ran out.</returns>
    public static int Run(Stream input, Stream output, int maximumBytes)
    {
        var reader = new DocumentReader(maximumBytes);
        var length = new byte[sizeof(int)];
        try
        {
            while (input.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) == length.Length)
            {
                var content = new byte[Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(length), 0, maximumBytes)];
                input.ReadExactly(content);
                output.Write(Line(reader.Read(content)));
                output.Flush();
            }

            return 0;
        }
        catch (Exception fault) when (fault is OutOfMemoryException or EndOfStreamException or IOException)
        {
            // Nothing is said here: the parent knows what it asked for and tells the person.
            return 3;
        }
    }

    /// <summary>What <see cref="Run"/> wrote about one document.</summary>
    public static DocumentReading? Parse(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize<DocumentReading>(line, Json);

    private static byte[] Line(DocumentReading reading) => [.. JsonSerializer.SerializeToUtf8Bytes(reading, Json), (byte)'\n'];
}
