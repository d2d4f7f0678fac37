using OpsBot.EndToEnd.Tests.Harness;

namespace OpsBot.EndToEnd.Tests.Crash;

/// <summary>
/// Somebody who says one thing after the other and never gives up: a message is sent again under the same id until it is
/// acknowledged, and the next one is said only after the expected answer.
/// </summary>
internal abstract class ScriptedPerson(ChatClient chat, CrashLedger ledger, int seed)
{
    private const int ShortestPauseMilliseconds = 20;
    private const int LongestPauseMilliseconds = 250;
    private int _said;

    public ChatClient Chat => chat;

    protected CrashLedger Ledger => ledger;

    protected Random Random { get; } = new(seed);

    /// <summary>Plays whole scripts until it is over; the last one is played to its end.</summary>
    public async Task RunAsync(Func<bool> isOver)
    {
        do
            await PlayAsync();
        while (!isOver());
    }

    /// <summary>Says a text; the answer must contain <paramref name="expected"/>.</summary>
    public async Task<string> SayAsync(string text, string expected)
    {
        await Task.Delay(Random.Next(ShortestPauseMilliseconds, LongestPauseMilliseconds));
        var answer = await chat.SayAsync(text, $"{chat.Person}-{++_said}", expected);
        ledger.CountTurn();
        return answer;
    }

    protected abstract Task PlayAsync();
}
