using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace OpsBot.Channels.DirectLine;

/// <summary>
/// The open streams of this process, one a conversation. A client opens another one whenever its status changes and
/// forgets the old, so the newest wins and the old is closed.
/// </summary>
internal sealed class StreamRegistry(IOptions<DirectLineOptions> options)
{
    private readonly ConcurrentDictionary<string, StreamSession> _sessions = new(StringComparer.Ordinal);
    private int _open;

    /// <summary>Takes one of the places; false when all are taken.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= options.Value.MaxStreams)
            return true;
        Leave();
        return false;
    }

    /// <summary>Gives the place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _open);

    /// <summary>Makes this the conversation's stream.</summary>
    public void Add(DirectLinePrincipal who, StreamSession session)
    {
        StreamSession? older = null;
        _sessions.AddOrUpdate(KeyOf(who), session, (_, current) =>
        {
            older = current;
            return session;
        });
        older?.End(StreamEnd.Collision);
    }

    /// <summary>Forgets it, unless a newer one took its place.</summary>
    public void Remove(DirectLinePrincipal who, StreamSession session) =>
        _sessions.TryRemove(new KeyValuePair<string, StreamSession>(KeyOf(who), session));

    private static string KeyOf(DirectLinePrincipal who) => $"{who.Tenant}/{who.ConversationId}";
}
