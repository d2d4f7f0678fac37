using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.DingTalk;

/// <summary>Reads the platform's directory at start, now and then, and when an event says that it changed, into a file.</summary>
internal sealed class DirectoryWorker(
    DirectoryReader reader, OrganizationEvents events, IOptions<DingTalkOptions> options, ILogger<DirectoryWorker> logger) : BackgroundService
{
    private int _drafts;

    /// <summary>One read. False: the file is as it was.</summary>
    public async Task<bool> SynchronizeAsync(CancellationToken cancellationToken)
    {
        var (read, code) = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (read is null)
        {
            DingTalkLog.DirectoryNotRead(logger, code);
            return false;
        }
        var path = options.Value.DirectoryFile!;
        var before = File.Exists(path) ? WireJson.ReadObject(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)) : null;
        if (before is null && File.Exists(path))
        {
            // Its roles could not be carried over: better the file as it is.
            DingTalkLog.DirectoryNotRead(logger, "file-not-json");
            return false;
        }
        // Two reads at once must not write into one draft.
        var draft = $"{path}.{Environment.ProcessId}.{Interlocked.Increment(ref _drafts)}";
        await File.WriteAllTextAsync(draft, DirectoryMerge.Merge(read, before), cancellationToken).ConfigureAwait(false);
        File.Move(draft, path, overwrite: true);
        DingTalkLog.DirectoryRead(logger, read.Departments.Count, read.Users.Count);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SynchronizeAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // A full disk, for example: the file is as it was, and the next read may be written.
                DingTalkLog.DirectoryNotRead(logger, "file-not-written");
            }
            await events.WaitAsync(options.Value.DirectoryEvery, stoppingToken).ConfigureAwait(false);
        }
    }
}
