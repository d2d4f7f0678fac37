using OpsBot.Core.Conversations;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Delivery.Burden;

/// <summary>
/// "今天机器人打扰了我几次": everyone sees their own day, nobody another's. "打扰统计": admins and the office see a month by
/// sender unit, small cells hidden.
/// </summary>
public sealed class BurdenDialog(BurdenRules rules) : IDialog
{
    /// <inheritdoc/>
    public string Name => "burden";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => AsksOwn(facts) || AsksMonth(facts);

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts)
    {
        if (AsksMonth(facts))
            return MaySeeMonth(facts.Sender) ? new FactNeeds { BurdenMonths = [MonthOf(facts)] } : FactNeeds.None;
        return facts.Sender is { } self ? new FactNeeds { BurdenDays = [Today(self, facts)] } : FactNeeds.None;
    }

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts) => new(facts.Conversation, [AsksMonth(facts) ? Month(facts) : Own(facts)]);

    private MessageContent Month(TurnFacts facts)
    {
        if (!MaySeeMonth(facts.Sender))
            return BurdenTexts.NotForYou;
        var month = MonthOf(facts);
        return BurdenTexts.Month(BurdenFigures.Of(month, facts.BurdenMonths[month], rules), facts.Directory);
    }

    private MessageContent Own(TurnFacts facts) => facts.Sender is { } self
        ? BurdenTexts.Today(facts.BurdenDays[Today(self, facts)], facts.Directory, rules, facts.Hours.Territory.Plan.Schedule.UtcOffset)
        : BurdenTexts.Unknown;

    private static BurdenQuery Today(Person self, TurnFacts facts) =>
        new(self.Id, BurdenRules.DayOf(facts.Hours.ForPerson(facts.Directory, self.Id), facts.Now));

    private static string MonthOf(TurnFacts facts)
    {
        var rest = Text(facts)[BurdenTexts.MonthWord.Length..].Trim();
        return rest.Length > 0 ? rest : BurdenFigures.MonthOf(facts.Now);
    }

    private static bool AsksOwn(TurnFacts facts) =>
        Text(facts) is { Length: > 0 and <= 40 } text && text.Contains("打扰", StringComparison.Ordinal)
        && BurdenTexts.OwnWords.Any(word => text.Contains(word, StringComparison.Ordinal));

    private static bool AsksMonth(TurnFacts facts)
    {
        var text = Text(facts);
        if (!text.StartsWith(BurdenTexts.MonthWord, StringComparison.Ordinal))
            return false;
        var rest = text[BurdenTexts.MonthWord.Length..].Trim();
        return rest.Length == 0 || (rest.Length == 7 && rest[4] == '-' && rest.Where((_, i) => i != 4).All(char.IsAsciiDigit));
    }

    private static bool MaySeeMonth(Person? person) => person is not null && (person.Is(Role.Admin) || person.Is(Role.Supervisor));

    private static string Text(TurnFacts facts) => facts.Message.Action is null ? facts.Message.Text.Trim().TrimEnd('。', '？', '?') : "";
}
