using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace OpsBot.EndToEnd.Tests.Crash;

/// <summary>What the people of a run were told, and so may rely on.</summary>
internal sealed partial class CrashLedger
{
    private int _turns;

    /// <summary>Receipts that somebody was shown.</summary>
    public ConcurrentQueue<string> Receipts { get; } = new();

    /// <summary>Cases that the office was told are verified.</summary>
    public ConcurrentQueue<string> Verified { get; } = new();

    /// <summary>Cases that the office was told are dispatched.</summary>
    public ConcurrentQueue<string> Dispatched { get; } = new();

    /// <summary>Answered turns.</summary>
    public int Turns => _turns;

    public void CountTurn() => Interlocked.Increment(ref _turns);

    [GeneratedRegex("QZ(-[0-9A-Z]{4}){4}")]
    public static partial Regex Receipt();

    [GeneratedRegex("新反映 (?<id>[0-9]{4}-[0-9A-Z]{4})：")]
    public static partial Regex NewCase();

    [GeneratedRegex("新任务 (?<id>[0-9]{4}-[0-9A-Z]{4})（")]
    public static partial Regex NewTask();
}
