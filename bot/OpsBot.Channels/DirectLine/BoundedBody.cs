using System.Buffers;

namespace OpsBot.Channels.DirectLine;

/// <summary>Reads a request's body up to a limit.</summary>
internal static class BoundedBody
{
    // Longer ones are believed only as they come: nobody gets memory for a length that is merely announced.
    private const int MostOnTrust = 8 * 1024;

    /// <summary>All of it, or null when it is longer than <paramref name="limit"/> bytes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="length">How long it will be, where the server holds the sender to that; null: not announced.</param>
    public static async Task<byte[]?> ReadAsync(Stream body, int limit, CancellationToken cancellationToken, long? length = null)
    {
        if (length is { } announced and <= MostOnTrust && announced <= limit)
        {
            var whole = new byte[announced];
            var got = await body.ReadAtLeastAsync(whole, whole.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return got == whole.Length ? whole : whole[..got];
        }
        using var all = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (all.Length + read > limit)
                    return null;
                all.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return all.ToArray();
    }
}
