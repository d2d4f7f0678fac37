using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization.Names;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>Random commands of everybody, in any order and at any time, against the real dialogs and the sweep.</summary>
public class CasePropertyTests
{
    private static readonly string[] People = [Supervisor, "super2", TerritoryHandler, IndustryHandler, "h-renshe", "h-city", "h-donghu", Cadre, "stranger"];
    private static readonly string[] Units = ["city", "fengze", "licheng", "donghu", "village", "wangxin", "renshe", "office", "", "atlantis"];
    private static readonly string[] Accused = ["东湖街道", "市委网信办", "泉州市", "某单位"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Commands_InAnyOrder_KeepTheInvariants(int seed)
    {
        var random = new Random(seed);
        var reached = new HashSet<CaseStatus>();
        for (var run = 0; run < 25; run++)
        {
            var harness = Start(seed: (seed * 1000) + run);
            var (receipt, id) = File(harness, tier: random.Next(2) == 0 ? "保密反映" : "匿名反映", unit: Accused[random.Next(Accused.Length)]);
            var clocks = new Dictionary<(LegKind, DateTimeOffset), (int Reminders, int Escalations)>();
            for (var step = 0; step < 60; step++)
            {
                var before = CaseOf(harness, id);
                var sent = harness.Outbox.Count;
                Act(harness, random, id, receipt);
                Check(harness, before, CaseOf(harness, id), [.. harness.Outbox.Skip(sent)], clocks);
            }
            reached.Add(CaseOf(harness, id).Status);
        }
        // The walk must get somewhere for the checks to mean anything.
        Assert.Contains(CaseStatus.Closed, reached);
    }

    private static void Act(DialogHarness harness, Random random, string id, string receipt)
    {
        // Half of the steps are the sensible next one, so that runs reach the end; the rest is noise.
        if (random.Next(2) == 0)
            Sensible(harness, random, id);
        else
            Noise(harness, random, id, receipt);
    }

    private static void Sensible(DialogHarness harness, Random random, string id)
    {
        var subject = CaseOf(harness, id);
        var leg = subject.Legs.Count > 0 ? subject.Legs[random.Next(2)] : null;
        var office = CaseAuthority.SupervisorsOf(harness.Directory, subject) is [var first, ..] ? first.Id : Supervisor;
        switch (subject.Status)
        {
            case CaseStatus.Filed:
                harness.Press(office, "case.verify", ("id", id), ("form", "1"), ("sheet", "请核实整改"));
                break;
            case CaseStatus.Verified when CaseMentions.Unmarked(subject).FirstOrDefault() is { Number: > 0 } open:
                harness.Press(office, "case.mark", ("id", id), ("mark", $"{open.Number} 被反映{(open.Mention.Kind == NameKind.Unknown ? " 不在名录" : "")}"));
                break;
            case CaseStatus.Verified:
                harness.Press(office, "case.dispatch", Form(id, CaseAuthority.LevelUp(harness.Directory, subject)?.Id ?? "fengze", random.Next(2) == 0 ? "wangxin" : "renshe"));
                break;
            case CaseStatus.Dispatching or CaseStatus.Rectifying:
                var handler = harness.Directory.InUnit(leg!.UnitId, Organization.Role.Handler).First().Id;
                if (leg.Status == LegStatus.Assigned)
                    harness.Press(handler, "leg.accept", ("id", id));
                else if (leg.IsOwed())
                    harness.Press(handler, "leg.report", ("id", id), ("report", "已停止"));
                else
                    harness.Press(office, "case.approve", ("id", id), ("leg", leg.Kind == LegKind.Territory ? "属地" : "行业"));
                break;
            case CaseStatus.Reviewed:
                harness.Press(office, "case.feedback", ("id", id), ("form", "1"), ("text", "已整改"));
                break;
            case CaseStatus.FeedbackSent:
                if (CasePolicy.FeedbackDelivered(Context(harness), harness.Versioned(Case.Kind, id)!) is { } closed)
                    harness.Apply(closed.Effects);
                break;
        }
    }

    private static void Noise(DialogHarness harness, Random random, string id, string receipt)
    {
        var who = People[random.Next(People.Length)];
        var leg = random.Next(2) == 0 ? "属地" : "行业";
        switch (random.Next(16))
        {
            case 0: harness.Press(who, "case.verify", ("id", id), ("form", "1"), ("sheet", random.Next(2) == 0 ? Story : "核实")); break;
            case 1: harness.Say(who, $"核实 {id}"); break;
            case 2: harness.Say(who, Story[2..34]); break;
            case 3: harness.Press(who, "case.dispatch", Form(id, Units[random.Next(Units.Length)], Units[random.Next(Units.Length)], random.Next(3) > 0)); break;
            case 4: harness.Say(who, $"交办 {id}"); break;
            case 5: harness.Say(who, random.Next(2) == 0 ? "丰泽区" : "返回"); break;
            case 6: harness.Press(who, "leg.accept", ("id", id)); break;
            case 7: harness.Press(who, "leg.report", ("id", id), ("report", "好了")); break;
            case 8: harness.Press(who, "case.approve", ("id", id), ("leg", leg)); break;
            case 9: harness.Press(who, "case.return", ("id", id), ("leg", leg), ("form", "1"), ("reason", random.Next(3) == 0 ? Story : "不够"), ("days", "3")); break;
            case 10: harness.Press(who, "case.feedback", ("id", id), ("form", "1"), ("text", "好")); break;
            case 11: harness.Say(who, "取消"); break;
            case 12: harness.Say(who, receipt); break;
            case 13 when random.Next(20) == 0: harness.Say(who, $"撤回 {receipt}"); break;
            default:
                harness.Now += TimeSpan.FromMinutes(random.Next(60 * 24 * 3));
                for (var times = random.Next(1, 3); times > 0; times--)
                    harness.Apply(CaseSweepPolicy.Decide(Context(harness), harness.Versioned(Case.Kind, id)!).Effects);
                break;
        }
    }

    private static void Check(DialogHarness harness, Case before, Case after, OutboundMessage[] sent, Dictionary<(LegKind, DateTimeOffset), (int Reminders, int Escalations)> clocks)
    {
        Assert.True(after.Legs.Count is 0 or 2);
        Assert.Equal(after.Legs.Count == 2, after.DispatchedAt is not null && after.Terms is not null);
        Assert.All(after.Legs, l => Assert.False(CaseAuthority.IsInConflict(harness.Directory, after, l.UnitId)));
        if (after.Status is CaseStatus.Reviewed or CaseStatus.FeedbackSent or CaseStatus.Closed)
            Assert.All(after.Legs, l => Assert.Equal(LegStatus.Approved, l.Status));
        if (after.Status == CaseStatus.Closed)
        {
            Assert.NotNull(after.Feedback);
            Assert.True(after.Tier == ProtectionTier.Anonymous || before.Status is CaseStatus.FeedbackSent or CaseStatus.Closed);
            Assert.DoesNotContain(harness.Waiting(), m => m.Subject != $"case:{after.Id}/feedback");
        }
        if (after.Status == CaseStatus.Rectifying)
            Assert.All(after.Legs, l => Assert.NotEqual(LegStatus.Assigned, l.Status));
        Assert.Equal(after.NextDueAt(), harness.Dues.TryGetValue($"case/{after.Id}", out var due) ? due : null);
        Assert.Equal(!after.HasEnded(), harness.Indexes[Case.OpenIndex].ContainsKey(after.Id));
        foreach (var leg in after.Legs)
        {
            var old = before.Legs.FirstOrDefault(l => l.Kind == leg.Kind);
            var key = (leg.Kind, leg.DueAt);
            var (reminders, escalations) = clocks.GetValueOrDefault(key);
            clocks[key] = (reminders + leg.Reminders - (old?.Reminders ?? 0), escalations + leg.Escalations - (old?.Escalations ?? 0));
            Assert.InRange(clocks[key].Reminders, 0, 1);
            Assert.InRange(clocks[key].Escalations, 0, 1);
            Assert.InRange(leg.Reminders, 0, Rules.MaxReminders);
        }
        foreach (var message in sent.Where(m => harness.Directory.Person(m.PersonId)?.Is(Organization.Role.Handler) == true))
            Assert.False(OriginalWording.IsShared(Story + "\n" + Evidence, JsonSerializer.Serialize(message.Content, StoredJson.Options), Rules.SharedRunCharacters));
    }

    private static (string, string)[] Form(string id, string territory, string industry, bool isComplete = true) =>
        [("id", id), ("form", "1"), ("territory", territory), ("industry", industry), ("days", "3"), ("quality", isComplete ? "停止" : ""), ("feedback", "书面")];
}
