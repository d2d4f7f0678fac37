using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Documents;

/// <summary>
/// Reads documents in a child process with little memory, limited time, and none of this process's environment, since a small file
/// can cost a parser gigabytes or minutes. One child reads one file after the other; one that is killed by a file is replaced for
/// the next. Not for several threads at once.
/// </summary>
/// <param name="maximumBytes">Larger files are refused unread.</param>
/// <param name="timeLimit">For one document; then the child is killed. Default: 30 s.</param>
internal sealed class DocumentProcess(int maximumBytes, TimeSpan? timeLimit = null) : IDisposable
{
    /// <summary>The hidden verb of the executable.</summary>
    public const string Verb = "read-document";

    /// <summary>Bytes of managed memory for the child.</summary>
    public const long MemoryLimit = 384L * 1024 * 1024;

    private const int MaximumAnswer = 32 * 1024 * 1024;
    private static readonly TimeSpan DefaultTimeLimit = TimeSpan.FromSeconds(30);
    private readonly TimeSpan _timeLimit = timeLimit ?? DefaultTimeLimit;
    private Process? _child;

    /// <summary>The living child's process id; null: there is none.</summary>
    public int? ChildId => _child?.Id;

    /// <summary>The text of the document, or one plain reason; nothing that a file does throws here.</summary>
    public DocumentReading Read(byte[] content)
    {
        if (content.Length > maximumBytes) return DocumentReading.Refused(RegulationTexts.RefusedTooLarge(maximumBytes));
        var child = _child ??= Start();
        using var limit = new CancellationTokenSource(_timeLimit);
        using (limit.Token.Register(() => Kill(child)))
        {
            if (Ask(child, content) is { } reading) return reading;
        }

        End();
        return DocumentReading.Refused(RefusalOf(content));
    }

    public void Dispose() => End();

    private static DocumentReading? Ask(Process child, byte[] content)
    {
        try
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
            var input = child.StandardInput.BaseStream;
            input.Write(length);
            input.Write(content);
            input.Flush();
            return ReadLine(child.StandardOutput.BaseStream) is { } line ? DocumentServer.Parse(line) : null;
        }
        catch (Exception gone) when (gone is IOException or JsonException)
        {
            // The child died in the middle.
            return null;
        }
    }

    private static byte[]? ReadLine(Stream output)
    {
        using var line = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; line.Length <= MaximumAnswer && (read = output.Read(buffer)) > 0;)
        {
            line.Write(buffer, 0, read);
            if (buffer[read - 1] == (byte)'\n') return line.ToArray();
        }

        return null;
    }

    private static string RefusalOf(ReadOnlySpan<byte> content) =>
        content.StartsWith("PK"u8) ? ImportTexts.RefusedHugeWord : content.IndexOf("%PDF-"u8) >= 0 ? ImportTexts.RefusedHugePdf : ImportTexts.RefusedUnsafeFile;

    private Process Start()
    {
        var start = new ProcessStartInfo(Host())
        {
            ArgumentList = { "exec", typeof(DocumentProcess).Assembly.Location, Verb, maximumBytes.ToString(CultureInfo.InvariantCulture) },
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Keys and addresses of this process are none of a document's business.
        start.Environment.Clear();
        start.Environment["DOTNET_GCHeapHardLimit"] = MemoryLimit.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        var child = Process.Start(start)!;
        // A crash prints a stack trace, which helps nobody who imports a file.
        child.ErrorDataReceived += (_, _) => { };
        child.BeginErrorReadLine();
        return child;
    }

    // The runtime that runs this process: nothing on a search path is trusted.
    private static string Host() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private void End()
    {
        if (_child is not { } child) return;
        _child = null;
        Kill(child);
        child.WaitForExit();
        child.Dispose();
    }

    private static void Kill(Process child)
    {
        try
        {
            child.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }
}
