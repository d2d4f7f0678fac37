using System.Globalization;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Simulation.City;
using OpsBot.Simulation.Judging;

namespace OpsBot.Simulation.People;

/// <summary>
/// Something written in a work group at any hour, by a leader or by somebody who may not assign work there, through the real
/// turns. Most writers accept the offer to schedule it; leaders agree to the words of others; some take theirs back.
/// </summary>
internal sealed class GroupLife(World world, GroupBook book, SilenceOracle oracle, Random random)
{
    private static readonly string[] Orders = ["请各村今晚十点前把第{0}号台账报我", "请各单位明早八点前报送第{0}号统计表"];
    private static readonly string[] Others = ["收到，谢谢，第{0}号我看过了", "今天食堂的面不错，第{0}号窗口"];
    private readonly string _unit = CityPlan.DrawStaffed(random);
    private readonly string _number = random.Next(1_000_000).ToString(CultureInfo.InvariantCulture);
    private string _words = "";
    private int _turns;

    public async Task SayAsync()
    {
        var mayAssign = random.Next(3) > 0;
        var writer = world.City.Directory.Person(mayAssign ? $"{_unit}-leader" : $"{_unit}-handler0")!;
        var isOrder = random.Next(4) > 0;
        _words = string.Format(CultureInfo.InvariantCulture, (isOrder ? Orders : Others)[random.Next(2)], _number);
        var isOpen = oracle.IsOpen(world.City.HoursOfUnit(_unit), world.Clock.GetUtcNow(), guarded: true);
        var answers = await TurnAsync(writer, _words, null, new GroupTalk(CityPlan.GroupOf(_unit), _unit));
        book.Said++;
        answers.ForEach(a => book.Answered(a.Id));
        if (!isOrder || (isOpen && mayAssign))
        {
            book.Expect(answers.Count == 0, $"an answer to “{_words}”");
            return;
        }
        book.HeldBack++;
        var guard = world.Packs.Guard;
        book.Expect(
            answers is [{ PersonId: { } to, Address: null, Class: MessageClass.Reply } answer] && to == writer.Id
                && (isOpen || answer.Content.Text.Contains(guard.Hours.Quote, StringComparison.Ordinal))
                && (mayAssign || answer.Content.Text.Contains(guard.Authority.Quote, StringComparison.Ordinal))
                && answer.Content.Text.Contains(GroupGuardTexts.OfferTitle, StringComparison.Ordinal),
            $"not the clause, or not to {writer.Id} alone, for “{_words}”");
        if (answers is [{ Content.Card.Buttons: [{ Action: var offer }] }] && random.Next(4) > 0)
            world.Act(Later(random.Next(1, 40)), () => ScheduleAsync(writer, offer, mayAssign));
    }

    private async Task ScheduleAsync(Person writer, BotAction offer, bool mayAssign)
    {
        if (mayAssign)
            book.Wished(_unit, _words);
        await TurnAsync(writer, "", offer, null);
        if (!mayAssign && random.Next(3) > 0)
            world.Act(world.Hours.NextOpening(world.Clock.GetUtcNow()).AddMinutes(random.Next(5, 400)), () => AgreeAsync(offer["id"]));
        if (random.Next(8) == 0)
            world.Act(Later(random.Next(5, 600)), () => TurnAsync(writer, $"{GroupGuardTexts.WithdrawWord} {offer["id"]}", null, null));
    }

    private Task AgreeAsync(string offerId)
    {
        book.Wished(_unit, _words);
        return TurnAsync(world.City.Directory.Person($"{_unit}-leader")!, $"{GroupGuardTexts.AgreeWord} {offerId}", null, null);
    }

    private async Task<List<OutboundMessage>> TurnAsync(Person person, string text, BotAction? action, GroupTalk? group)
    {
        var own = person.Addresses[0];
        IReadOnlyList<string> queued = [];
        await world.Bot!.Turns.HandleAsync(
            new InboundMessage
            {
                Tenant = world.Tenant,
                Key = new ConversationKey(own.Channel, group?.Address.ConversationId ?? own.ConversationId, person.Id),
                MessageId = $"{_number}-{++_turns}",
                Text = text,
                Action = action,
                Group = group,
                // The worst that a channel can say: the group itself. The bot must not answer there.
                ReplyAddress = group?.Address ?? own,
                OnQueued = ids => queued = ids,
            },
            CancellationToken.None);
        return [.. (await world.Store.Outbox.GetAsync(world.Tenant, queued, CancellationToken.None)).Select(e => e.Message)];
    }

    private DateTimeOffset Later(int minutes) => world.Clock.GetUtcNow().AddMinutes(minutes);
}
