using System.Globalization;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Simulation.City;

namespace OpsBot.Simulation.People;

/// <summary>One complaint from its filing to its rating, as people of very different speed take it there.</summary>
internal sealed class CaseLife(World world, Desk desk, Random random)
{
    private const string Sheet = "反映的情况需要核实并整改。";
    private const string Words = "请按要求办理，并书面说明结果。";
    private static readonly ReceiptKeys Keys = new(new byte[32]);
    private readonly (string Accused, string Territory, string Industry) _units = CityPlan.DrawUnits(random);
    private string _id = "";

    public async Task FileAsync()
    {
        var cadre = world.City.Directory.Person($"cadre{random.Next(world.Cadres):0000}")!;
        var dialog = new IntakeDialog(world.Packs.Taxonomy, Keys);
        var draft = new IntakeDraft
        {
            Step = IntakeSlot.Confirm,
            Tier = random.Next(3) == 0 ? ProtectionTier.Anonymous : ProtectionTier.Confidential,
            CategoryId = world.Packs.Taxonomy.Categories[random.Next(world.Packs.Taxonomy.Categories.Count)].Id,
            What = string.Create(CultureInfo.InvariantCulture, $"昨天晚上又在群里派活，编号{random.Next()}"),
            UnitText = _units.Accused,
            UnitId = _units.Accused,
            WhenText = "昨天晚上",
            Evidence = "",
        };
        var filed = await desk.PressAsync(dialog, cadre, BotAction.Plain("intake.submit"), new Conversation().With(dialog.Name, draft), draft.Tier == ProtectionTier.Anonymous);
        if (filed.Effects.Records.FirstOrDefault(r => r.Key.Kind == Case.Kind.Name) is not { } record)
            return;
        _id = record.Key.Id;
        world.CasesFiled++;
        if (random.Next(50) == 0)
            world.Act(Later(TimeSpan.FromHours(random.Next(30))), TakeBackAsync);
        world.Act(AtWork(TimeSpan.FromHours(random.Next(1, 20))), VerifyAsync);
    }

    private Person Supervisor => world.City.Directory.Person($"supervisor{random.Next(4)}")!;

    private async Task TakeBackAsync()
    {
        var original = await desk.OriginalAsync(_id);
        await desk.DecideAsync(_id, null, (context, stored) => ReporterPolicy.TakeBack(context, stored, original));
    }

    private async Task VerifyAsync()
    {
        var original = await desk.OriginalAsync(_id);
        if (random.Next(33) == 0)
            await desk.DecideAsync(_id, Supervisor, (context, stored) => CasePolicy.Decline(context, stored, original?.Value, Sheet));
        else if (await desk.DecideAsync(_id, Supervisor, (context, stored) => CasePolicy.Verify(context, stored, original?.Value, Sheet, false)) is not null)
            world.Act(AtWork(TimeSpan.FromHours(random.Next(1, 10))), DispatchAsync);
    }

    private async Task DispatchAsync()
    {
        int[] days = [3, 5, 10, 15];
        var order = new DispatchOrder(_units.Territory, _units.Industry, days[random.Next(4)], Words, Words);
        var original = await desk.OriginalAsync(_id);
        await desk.DecideAsync(_id, Supervisor, (context, stored) => MentionPolicy.Mark(context, stored, original?.Value, new MarkOrder([1], MentionMark.Accused)));
        if (await desk.DecideAsync(_id, Supervisor, (context, stored) => CasePolicy.Dispatch(context, stored, original?.Value, order, false)) is not { } dispatched)
            return;
        foreach (var leg in dispatched.Legs)
            world.Act(AtWork(TimeSpan.FromHours(random.Next(60))), () => AcceptAsync(leg.Kind));
    }

    private async Task AcceptAsync(LegKind kind)
    {
        if (await desk.DecideAsync(_id, HandlerOf(kind), LegPolicy.Accept) is { } accepted)
            world.Act(ReportAt(accepted.Legs[(int)kind]), () => ReportAsync(kind));
    }

    private async Task ReportAsync(LegKind kind)
    {
        if (await desk.DecideAsync(_id, HandlerOf(kind), (context, stored) => LegPolicy.Report(context, stored, Words)) is not null)
            world.Act(AtWork(TimeSpan.FromHours(random.Next(1, 30))), () => ReviewAsync(kind));
    }

    private async Task ReviewAsync(LegKind kind)
    {
        if (random.Next(8) == 0)
        {
            if (await desk.DecideAsync(_id, Supervisor, (context, stored) => CasePolicy.Return(context, stored, null, kind, Words, 3, true)) is { } returned)
                world.Act(ReportAt(returned.Legs[(int)kind]), () => ReportAsync(kind));
            return;
        }
        if (await desk.DecideAsync(_id, Supervisor, (context, stored) => CasePolicy.Approve(context, stored, kind)) is { Status: CaseStatus.Reviewed })
            world.Act(AtWork(TimeSpan.FromHours(random.Next(1, 20))), TellAsync);
    }

    private async Task TellAsync()
    {
        var original = await desk.OriginalAsync(_id);
        if (await desk.DecideAsync(_id, Supervisor, (context, stored) => CasePolicy.TellReporter(context, stored, original?.Value, Words)) is not null)
            world.Act(Later(TimeSpan.FromDays(random.Next(1, 4))), RateAsync);
    }

    private async Task RateAsync()
    {
        if (random.Next(2) == 0)
            return;
        var rated = await desk.DecideAsync(_id, null, (context, stored) => ReporterPolicy.Rate(context, stored, random.Next(1, 6)));
        if (rated is not null)
            world.CasesRated++;
    }

    // A quarter is late, so that reminders and escalations go out.
    private DateTimeOffset ReportAt(Leg leg)
    {
        var left = leg.DueAt - world.Clock.GetUtcNow();
        return AtWork(left * (random.NextDouble() * 1.3));
    }

    private Person HandlerOf(LegKind kind)
    {
        var handlers = world.City.HandlersOf(kind == LegKind.Territory ? _units.Territory : _units.Industry);
        return handlers[random.Next(handlers.Length)];
    }

    private DateTimeOffset Later(TimeSpan by) => world.Clock.GetUtcNow() + by;

    // Most people act in office hours, some at night.
    private DateTimeOffset AtWork(TimeSpan after)
    {
        var then = Later(after);
        return random.Next(12) == 0 ? then : world.Hours.NextOpening(then).AddMinutes(random.Next(180));
    }
}
