using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>One person's phone, whatever the channel: types, chooses, reads.</summary>
internal sealed class Phone(StoryHost host, string person)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private IReadOnlyList<Shown> _last = [];
    private int _read;
    private int _messages;

    /// <summary>How often a button was pressed.</summary>
    public int Pressed { get; private set; }

    /// <summary>How often a number was typed for what could not be pressed.</summary>
    public int Numbers { get; private set; }

    /// <summary>Types, and waits until an answer holds the words; gives all that is new.</summary>
    public async Task<string> SayAsync(string text, string expected)
    {
        Wait();
        var status = await host.Line.SayAsync(person, text, NewId(), host.Clock.Now);
        return await ReadAsync(status, text, expected);
    }

    /// <summary>Presses what bears the title; without such a button types the number before it, or else the words (the title when null).</summary>
    public async Task<string> ChooseAsync(string title, string expected, string? words = null)
    {
        var button = _last.Reverse().Select(s => s.Buttons.GetValueOrDefault(title)).FirstOrDefault(b => b is not null);
        if (button is null)
        {
            var number = _last.Reverse().Select(s => Regex.Match(s.Words, $@"^\W*(\d+)\W+{Regex.Escape(title)}\s*$", RegexOptions.Multiline)).FirstOrDefault(m => m.Success);
            Numbers += number is null ? 0 : 1;
            return await SayAsync(number?.Groups[1].Value ?? words ?? title, expected);
        }
        Wait();
        Pressed++;
        return await ReadAsync(await host.Line.PressAsync(person, button, NewId()), title, expected);
    }

    /// <summary>Waits for something that nobody here asked for; gives the message.</summary>
    public async Task<string> SeesAsync(string expected) => (await UntilAsync(0, expected, "looks")).Last(s => s.Words.Contains(expected, StringComparison.Ordinal)).Words;

    // A person takes a moment; it also refills what a platform lets through to a member.
    private void Wait() => host.Clock.Advance(TimeSpan.FromSeconds(10));

    private string NewId() => $"{person}-{++_messages}";

    private async Task<string> ReadAsync(int status, string said, string expected)
    {
        Assert.True(status is >= 200 and < 300, $"{person} said {said}: {status}");
        _last = await UntilAsync(_read, expected, $"said {said}");
        _read += _last.Count;
        return string.Join('\n', _last.Select(s => s.Words));
    }

    private async Task<IReadOnlyList<Shown>> UntilAsync(int from, string expected, string did)
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            var shown = (await host.Line.ShownToAsync(person)).Skip(from).ToArray();
            if (shown.Any(s => s.Words.Contains(expected, StringComparison.Ordinal)))
                return shown;
            Assert.True(started.Elapsed < Limit, $"{person} {did} and waits for {expected}; saw:\n{string.Join("\n--\n", shown.Select(s => s.Words))}");
            await Task.Delay(5);
        }
    }
}
