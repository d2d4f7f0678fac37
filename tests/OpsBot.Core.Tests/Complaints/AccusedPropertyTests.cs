using FsCheck;
using FsCheck.Fluent;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>Drawn organisations and drawn reports with slips of every kind, against the real intake, desk and sweep.</summary>
public class AccusedPropertyTests
{
    private const string Signs = "东南西北山水云松梅竹石桥柳溪高田清河龙泉青岩安平永兴";
    private static readonly string[] Levels = ["镇", "乡", "街道"];
    private static readonly string[] Slots = ["不清楚", "", "某单位", "那边"];

    [Fact]
    public void Case_WhateverIsWritten_NeverReachesWhomItIsAbout() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Holds(new Random(seed), seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20_261_201UL, 77UL));

    private static bool Holds(Random random, int seed)
    {
        var directory = Draw(random);
        var harness = new DialogHarness(Dialogs(), directory, Morning, WorkTime.WorkTimeData.Edition, seed);
        Unit[] accused = [.. directory.Units.Where(u => u.Kind is UnitKind.Township or UnitKind.Village).OrderBy(_ => random.Next()).Take(random.Next(1, 3))];
        var person = random.Next(3) == 0 ? directory.People.Where(p => p.Is(Role.Handler) && p.UnitId != "city").OrderBy(_ => random.Next()).First() : null;
        var names = accused.Select(u => Slip(random, u.Name)).ToList();
        if (person is not null)
            names.Add(person.Name + "主任");
        var slot = random.Next(2) == 0 ? names[0] : Slots[random.Next(Slots.Length)];
        foreach (var text in new[] { "我要反映", "保密反映", "指尖上的形式主义", $"最近，{string.Join("，还有", names)}，天天要求接龙汇报", slot.Length == 0 ? "不知道" : slot, "昨天晚上", "跳过", "提交" })
            harness.Say("cadre", text);
        if (harness.Records.Keys.FirstOrDefault(k => k.Kind == Case.Kind.Name) is not { Id: { } id })
            return harness.Records.Count >= 0 && slot.Length <= 40;
        harness.Press("super", "case.verify", ("id", id), ("form", "1"), ("sheet", "请核实整改"));
        Try(harness, directory, random, id);
        if (harness.Find(Case.Kind, id)!.Legs.Count > 0)
            throw new InvalidOperationException($"Given out before anything was marked: {string.Join('|', names)}");
        foreach (var _ in Enumerable.Range(0, 12))
        {
            var subject = harness.Find(Case.Kind, id)!;
            if (CaseMentions.Unmarked(subject).FirstOrDefault() is not { Number: > 0 } open)
                break;
            // An office that knows who is meant says so; what it does not know it calls outside.
            var target = accused.FirstOrDefault(u => open.Mention.UnitIds.Contains(u.Id))?.Name ?? (open.Mention.Kind == Organization.Names.NameKind.Unknown ? "不在名录" : "");
            harness.Press("super", "case.mark", ("id", id), ("mark", $"{open.Number} 被反映 {target}"));
            Try(harness, directory, random, id);
        }
        harness.Press("super", "case.nobody", ("id", id));
        Try(harness, directory, random, id);
        for (var day = 0; day < 6; day++)
        {
            harness.Now += TimeSpan.FromDays(1);
            harness.Apply(CaseSweepPolicy.Decide(Context(harness), harness.Versioned(Case.Kind, id)!).Effects);
        }
        var bar = CaseBar.Of(directory, harness.Find(Case.Kind, id)!);
        foreach (var message in harness.Outbox.Where(m => m.Class != MessageClass.Receipt && m.Subject?.Contains("/leg:", StringComparison.Ordinal) == true))
            if (bar.BarsPerson(directory.Person(message.PersonId)!))
                throw new InvalidOperationException($"{message.Subject} to {message.PersonId}: {string.Join('|', names)}");
        return harness.Find(Case.Kind, id)!.Legs.All(l => !bar.BarsUnit(l.UnitId));
    }

    private static void Try(DialogHarness harness, DirectorySnapshot directory, Random random, string id)
    {
        var before = harness.Find(Case.Kind, id)!;
        var territory = directory.Units.Where(u => u.Kind != UnitKind.Department).OrderBy(_ => random.Next()).First().Id;
        harness.Press("super", "case.dispatch", ("id", id), ("form", "1"), ("territory", territory), ("industry", "dept"), ("days", "3"), ("quality", "停止"), ("feedback", "书面"));
        if (harness.Find(Case.Kind, id)!.Legs.Count > 0 && !CaseMentions.IsSettled(before))
            throw new InvalidOperationException("Given out while names were open.");
    }

    private static DirectorySnapshot Draw(Random random)
    {
        List<Unit> units = [new("city", "云州市", UnitKind.City, null), new("office", "市减负专班", UnitKind.Department, "city"), new("dept", "市档案馆", UnitKind.Department, "city")];
        List<Person> people = [Of("super", "林霞", "office", Role.Supervisor), Of("cadre", "何小满", "city", Role.Cadre), Of("h-city", "贺知章", "city", Role.Handler), Of("h-dept", "岑参之", "dept", Role.Handler)];
        for (var t = 0; t < 5; t++)
        {
            units.Add(new($"t{t}", Stem(random) + Levels[random.Next(3)], UnitKind.Township, "city"));
            people.Add(Of($"h-t{t}", "王" + Stem(random), $"t{t}", Role.Handler));
            people.Add(Of($"l-t{t}", "李" + Stem(random), $"t{t}", Role.Leader));
            units.Add(new($"v{t}", Stem(random) + "村", UnitKind.Village, $"t{t}"));
            people.Add(Of($"h-v{t}", "赵" + Stem(random), $"v{t}", Role.Handler));
        }
        return new DirectorySnapshot(units, people) { NameRules = Names };
    }

    private static string Stem(Random random) => string.Concat(Enumerable.Range(0, 2).Select(_ => Signs[random.Next(Signs.Length)]));

    private static string Slip(Random random, string name) => random.Next(6) switch
    {
        0 => name.Insert(random.Next(1, name.Length), "\u200B"),
        1 => name.Insert(random.Next(1, name.Length), " "),
        2 => name[0] + "丙" + name[2..],
        3 => $"{name[1]}{name[0]}{name[2..]}",
        4 => name + "的领导",
        _ => name,
    };

    private static Person Of(string id, string name, string unit, Role role) => new(id, name, unit, [role], [new Address("test", "talk-" + id, id)]);
}
