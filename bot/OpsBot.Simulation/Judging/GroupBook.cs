using OpsBot.Core.Delivery;

namespace OpsBot.Simulation.Judging;

/// <summary>
/// Keeps what people wrote in groups and what came of it: who writes at the wrong time is answered alone, and the group reads
/// nothing from the bot but what its writer had scheduled.
/// </summary>
internal sealed class GroupBook
{
    private readonly Dictionary<string, string> _wishes = [];
    private readonly HashSet<string> _answers = [];

    /// <summary>Written in groups.</summary>
    public int Said { get; set; }

    /// <summary>Of these, work assigned outside working time or without authority.</summary>
    public int HeldBack { get; set; }

    /// <summary>Taken by the channels for a group.</summary>
    public int Forwarded { get; private set; }

    /// <summary>Whoever should have been answered with the clause was not, somebody else was, or a group read what was not for it.</summary>
    public int Wrong { get; private set; }

    public List<string> Examples { get; } = [];

    /// <summary>A writer wants these words in the group of a unit, at its next opening.</summary>
    public void Wished(string unit, string words) => _wishes[words] = City.CityPlan.GroupOf(unit).ConversationId;

    /// <summary>The writer was answered by this message; nobody else may read it.</summary>
    public void Answered(string messageId) => _answers.Add(messageId);

    public void Expect(bool holds, string fault)
    {
        if (holds)
            return;
        Wrong++;
        if (Examples.Count < 5)
            Examples.Add($"in a group: {fault}");
    }

    /// <summary>A channel took a message.</summary>
    public void Take(OutboundMessage message, Address address)
    {
        var isGroup = address.ConversationId.StartsWith("group-", StringComparison.Ordinal);
        if (isGroup)
            Forwarded++;
        Expect(!isGroup || !_answers.Contains(message.Id), $"the answer {message.Id} went to all");
        Expect(
            !isGroup || (message.Class == MessageClass.Assignment
                && _wishes.Any(w => w.Value == address.ConversationId && message.Content.Text.EndsWith(w.Key, StringComparison.Ordinal))),
            $"{message.Id} was not scheduled by anybody");
    }
}
