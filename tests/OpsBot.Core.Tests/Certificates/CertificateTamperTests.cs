using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Tests.Delivery;

namespace OpsBot.Core.Tests.Certificates;

/// <summary>Thirty simulated days: the verifier agrees with the log as it is and finds every way to change it.</summary>
public sealed class CertificateTamperTests
{
    private static readonly Lazy<Task<(string[] Lines, CertificateAnchor[] Anchors, CertificateWorld World)>> Month = new(async () =>
    {
        var world = await CertificateWorld.ThirtyDaysAsync();
        return (await world.ExportAsync(), [.. world.Anchors], world);
    });

    [Fact]
    public async Task Verify_AsItIs_RecomputesThirtyStatementsAndFindsNothingOutside()
    {
        var (lines, anchors, world) = await Month.Value;
        var verifier = Verify(lines, anchors);

        Assert.Null(verifier.Fault);
        Assert.Equal(30, verifier.Statements.Count);
        Assert.Equal(0, verifier.OutsideWindow);
        Assert.All(verifier.Statements, s => Assert.Equal(0, s.OutsideWindow));
        Assert.Equal(10, verifier.Statements.Sum(s => s.Sum(c => c.Overridden)));
        Assert.Equal(["JJ-18", "JJ-7"], verifier.Statements.SelectMany(s => s.Overrides).Select(o => o.Id).Order(StringComparer.Ordinal));
        // Independently: what reached the channels, counted without the log. Replies are not in it.
        var reached = world.Gate.Sent.Where(s => s.Message.Class != Core.Delivery.MessageClass.Reply && s.At < Core.Tests.WorkTime.WorkTimeData.Local("2026-12-01 00:00")).ToArray();
        Assert.True(reached.Length > 100);
        Assert.Equal(reached.Length, verifier.Statements.Sum(s => s.Sum(c => c.Sent + c.Overridden)));
        Assert.Equal(world.Gate.Sent.Where(s => s.Message.Class == Core.Delivery.MessageClass.Override).Select(s => s.Message.Id).Order(), lines.Select(l => CertificateChain.Parse(l)!.Entry).Where(e => e.Event == "overridden").Select(e => e.Message!).Order());
        Assert.True(verifier.Statements.Sum(s => s.Sum(c => c.Held)) > 50);
        Assert.True(anchors.Length >= 30 + (lines.Length / 64) - 1);
    }

    [Fact]
    public async Task Log_HoldsNoContentAndNoNames()
    {
        var (lines, _, _) = await Month.Value;
        Assert.DoesNotContain(lines, l => l.Contains("content", StringComparison.OrdinalIgnoreCase) || l.Any(c => c >= 0x2e80));
        Assert.DoesNotContain(lines, l => l.Contains("\"class\":\"reply\"", StringComparison.Ordinal));
        Assert.All(lines.Select(l => CertificateChain.Parse(l)!.Entry).Where(e => e.Class == "receipt"), e => Assert.Null(e.To));
    }

    [Fact]
    public async Task Statement_IsPostedToTheSupervisorAsADigestInWorkingTime_WithALineThatVerifies()
    {
        var (lines, _, world) = await Month.Value;
        var posts = world.Gate.Sent.Where(s => s.Message.Subject?.StartsWith("certificate:", StringComparison.Ordinal) == true).ToArray();

        Assert.All(posts, p => Assert.True(GateInvariants.IsWorkingTime(p.At)));
        Assert.All(posts, p => Assert.Equal(("p1", Core.Delivery.MessageClass.Digest), (p.Message.PersonId, p.Message.Class)));
        Assert.True(posts.Length >= 20);
        var posted = posts.SelectMany(p => p.Message.Content.Text.Split('\n')).Select(CertificateAnchor.Read).OfType<CertificateAnchor>().ToArray();
        Assert.True(posted.Length >= 20);
        Assert.Null(Verify(lines, posted).Fault);
    }

    public static TheoryData<string> Kinds => ["edit", "editAndHash", "insertCopy", "insertForged", "delete", "swap", "cut", "rechainEdit", "rechainDelete", "rechainInsert", "rechainCut"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Verify_AnyMutation_IsFound(string kind)
    {
        var (lines, anchors, _) = await Month.Value;
        var random = new Random(kind.Length);
        var last = (int)anchors.Max(a => a.Head.Count);
        for (var round = 0; round < 60; round++)
        {
            // Up to the last anchor: what came after it is not anchored yet.
            var at = random.Next(1, last - 1);
            var changed = Mutate(kind, lines, at, random);
            var fault = Verify(changed, anchors).Fault;
            Assert.True(fault is not null, $"{kind} at line {at + 1} was not found");
            Assert.DoesNotContain('\n', fault);
            if (kind is "edit" or "insertCopy" or "swap")
                Assert.StartsWith("第", fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Verify_CutTail_IsFoundByAnchorsAndSaysSo()
    {
        var (lines, anchors, _) = await Month.Value;
        var shorter = lines[..^(lines.Length - (int)anchors.Max(a => a.Head.Count) + 1)];

        Assert.Null(Verify(shorter, []).Fault);
        Assert.StartsWith("末尾被截断：记录只到第", Verify(shorter, anchors).Fault, StringComparison.Ordinal);
        Assert.StartsWith("末尾被截断", Verify([], anchors).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AnchorChangedOrSignedByAnother_IsFound()
    {
        var (lines, anchors, _) = await Month.Value;
        var moved = anchors[3] with { Head = anchors[3].Head with { Count = anchors[3].Head.Count - 1 } };
        using var other = CertificateKey.FromSecret([.. Enumerable.Repeat((byte)9, 32)]);
        var forged = CertificateAnchor.Of(GateWorld.Tenant, anchors[3].At, anchors[3].Head, other);

        Assert.Contains("签名", Verify(lines, [moved]).Fault);
        Assert.Contains("签名", Verify(lines, [forged]).Fault);
        Assert.Null(Verify(lines, [anchors[3]]).Fault);
    }

    [Fact]
    public async Task Verify_StatementToldOtherwiseAndChainedAnew_IsFoundWithoutAnchors()
    {
        var (lines, _, _) = await Month.Value;
        var at = Array.FindIndex(lines, l => l.Contains("\"event\":\"statement\"", StringComparison.Ordinal) && l.Contains("\"sent\":2", StringComparison.Ordinal));
        var changed = Rechain(lines.Select((l, i) => i == at ? l.Replace("\"sent\":2", "\"sent\":1", StringComparison.Ordinal) : l));

        Assert.Contains("对不上", Verify(changed, []).Fault);
    }

    [Theory]
    [InlineData("night", 1)]
    [InlineData("noWindow", 1)]
    [InlineData("sameTwoPeople", 1)]
    [InlineData("longLife", 1)]
    [InlineData("tooLate", 1)]
    public async Task Count_DeliveryThatNobodyAllowed_IsOutside(string what, int outside)
    {
        var (lines, _, _) = await Month.Value;
        var line = lines.Select(l => CertificateChain.Parse(l)!).First(l => l.Entry.Event == (what is "night" or "noWindow" ? "sent" : "overridden") && l.Entry.Class is not ("receipt" or "digest"));
        var mark = line.Entry.Override;
        var changed = what switch
        {
            "night" => line with { At = line.At.AddHours(-14) },
            "noWindow" => line with { Entry = line.Entry with { Window = null } },
            "sameTwoPeople" => line with { Entry = line.Entry with { Override = mark! with { With = mark.By } } },
            "longLife" => line with { Entry = line.Entry with { Override = mark! with { Until = mark.ApprovedAt.AddHours(25) } } },
            _ => line with { At = mark!.Until },
        };
        var counter = new StatementCounter();
        counter.Add(changed);

        Assert.False(StatementCounter.IsOutside(line));
        Assert.Equal(outside, counter.ToStatement(new DateOnly(2026, 11, 1), 1, 1).OutsideWindow);
    }

    [Fact]
    public async Task Verify_OverrideThatNoLineApproves_IsFound()
    {
        var (lines, _, _) = await Month.Value;
        var changed = Rechain(lines.Where(l => !l.Contains("overrideApproved", StringComparison.Ordinal)));

        Assert.Contains("没有同样内容的批准", Verify(changed, []).Fault);
    }

    private static CertificateVerifier Verify(IEnumerable<string> lines, IEnumerable<CertificateAnchor> anchors)
    {
        var verifier = new CertificateVerifier(anchors, CertificateWorld.Key);
        foreach (var line in lines)
            if (!verifier.Add(line))
                break;
        verifier.End();
        return verifier;
    }

    private static string[] Mutate(string kind, string[] lines, int at, Random random) => kind switch
    {
        "edit" => With(lines, at, Flip(lines[at], random)),
        "editAndHash" => With(lines, at, Rehash(lines, at)),
        "insertCopy" => [.. lines[..at], lines[at - 1], .. lines[at..]],
        "insertForged" => [.. lines[..at], Forged(lines, at), .. lines[at..]],
        "delete" => [.. lines[..at], .. lines[(at + 1)..]],
        "swap" => [.. lines[..(at - 1)], lines[at], lines[at - 1], .. lines[(at + 1)..]],
        "cut" => lines[..at],
        "rechainEdit" => Rechain(With(lines, at, Rehash(lines, at))),
        "rechainDelete" => Rechain([.. lines[..at], .. lines[(at + 1)..]]),
        "rechainInsert" => Rechain([.. lines[..at], Forged(lines, at), .. lines[at..]]),
        "rechainCut" => Rechain(lines[..at]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string[] With(string[] lines, int at, string line) => [.. lines[..at], line, .. lines[(at + 1)..]];

    private static string Flip(string line, Random random)
    {
        var at = random.Next(line.Length);
        return line[..at] + (line[at] == 'a' ? 'b' : 'a') + line[(at + 1)..];
    }

    private static string Rehash(string[] lines, int at) =>
        CertificateChain.Seal(HeadBefore(lines, at), Bare(lines[at]) with { Reason = "changed" }, default).Line;

    private static string Forged(string[] lines, int at) =>
        CertificateChain.Seal(HeadBefore(lines, at), new CertificateEntry { At = CertificateChain.Parse(lines[at])!.At, Event = "withdrawn", Message = "x", Class = "assignment" }, default).Line;

    private static CertificateHead HeadBefore(string[] lines, int at) => CertificateChain.Parse(lines[at - 1]) is { } before ? new CertificateHead(before.Number, before.Hash) : CertificateHead.Start;

    private static CertificateEntry Bare(string line) => Forge.Bare(line);

    private static string[] Rechain(IEnumerable<string> lines) => Forge.Rechain(lines.Select(Bare));
}
