using System.Text;

namespace OpsBot.DeliveryProcess;

/// <summary>Lines of a file that a kill cannot take back. With <paramref name="onDisk"/> they are on disk before it goes on.</summary>
internal sealed class Notebook(string path, bool onDisk) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Write(string line)
    {
        lock (_file)
        {
            _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            if (onDisk)
                _file.Flush(flushToDisk: true);
        }
    }

    public void Dispose() => _file.Dispose();
}
