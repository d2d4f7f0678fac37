using System.Globalization;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Certificates;

/// <summary>Checks an exported log with nothing but the log, its anchors and the public key. Stops at the first fault.</summary>
public sealed class CertificateVerifier
{
    /// <summary>A send that had begun when its override was revoked may still be recorded.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(30);

    private readonly Dictionary<long, CertificateAnchor> _anchors = [];
    private readonly List<CertificateLine> _open = [];
    private readonly Dictionary<string, (OverrideMark Mark, DateTimeOffset? EndedAt)> _overrides = [];
    private readonly List<DailyStatement> _statements = [];
    private readonly List<string> _windowFaults = [];
    private readonly WindowCheck? _windows;
    private CertificateHead _head = CertificateHead.Start;
    private long _covered;
    private int _outside;

    /// <param name="anchors">What the log must still say; their order does not matter.</param>
    /// <param name="key">Checks their signatures; null: they are believed.</param>
    /// <param name="windows">Recomputes the window of each line; null: those in the lines are believed.</param>
    public CertificateVerifier(IEnumerable<CertificateAnchor> anchors, CertificateKey? key, WindowCheck? windows = null)
    {
        _windows = windows;
        foreach (var anchor in anchors)
        {
            if (key is not null && !key.Verifies(anchor.Signed, anchor.Signature))
                Fault ??= VerifyTexts.ForeignAnchor(anchor.Head.Count);
            else if (_anchors.TryGetValue(anchor.Head.Count, out var other) && other.Head != anchor.Head)
                Fault ??= VerifyTexts.AnchorsDiffer(anchor.Head.Count);
            _anchors[anchor.Head.Count] = anchor;
        }
    }

    /// <summary>The first fault, one plain line; null while there is none.</summary>
    public string? Fault { get; private set; }

    /// <summary>Where the log ends.</summary>
    public CertificateHead Head => _head;

    /// <summary>One sentence for each line whose window, or what it claims of it, is not what the tables give. They end nothing.</summary>
    public IReadOnlyList<string> WindowFaults => _windowFaults;

    /// <summary>Deliveries outside hours in all lines, also those that no statement covers yet.</summary>
    public int OutsideWindow => _outside;

    /// <summary>The statements, each recomputed from its lines.</summary>
    public IReadOnlyList<DailyStatement> Statements => _statements;

    /// <summary>Number of anchors.</summary>
    public int AnchorCount => _anchors.Count;

    /// <summary>Takes the next line. False: there is a fault.</summary>
    public bool Add(string text)
    {
        if (Fault is not null)
            return false;
        if (CertificateChain.Read(text, _head, out var fault) is not { } line)
            return Fail(_head.Count + 1, fault);
        _head = new CertificateHead(line.Number, line.Hash);
        if (_anchors.TryGetValue(line.Number, out var anchor) && anchor.Head != _head)
            return Fail(line.Number, VerifyTexts.OffAnchor);
        if (StatementCounter.IsOutside(line))
            _outside++;
        if (_windows?.FaultOf(line) is { } wrong)
            _windowFaults.Add(wrong);
        _open.Add(line);
        return CheckOverride(line) && (line.Entry.Event != CertificateEvents.Statement || CheckStatement(line));
    }

    /// <summary>After the last line.</summary>
    public bool End()
    {
        if (Fault is null && _anchors.Values.Where(a => a.Head.Count > _head.Count).MaxBy(a => a.Head.Count) is { } beyond)
            Fault = VerifyTexts.TailCut(_head.Count, beyond);
        return Fault is null;
    }

    private bool CheckStatement(CertificateLine line)
    {
        var stated = line.Entry.Statement!.Value;
        if (!stated.TryGetProperty("day", out var dayText) || !DateOnly.TryParse(dayText.GetString(), CultureInfo.InvariantCulture, out var day)
            || !stated.TryGetProperty("from", out var from) || !stated.TryGetProperty("to", out var to) || !to.TryGetInt64(out var last))
            return Fail(line.Number, VerifyTexts.UnreadableStatement);
        if (!from.TryGetInt64(out var first) || first != _covered + 1 || last < _covered || last >= line.Number)
            return Fail(line.Number, VerifyTexts.OtherRange($"{from}", last, _covered));
        var counter = new StatementCounter();
        foreach (var covered in _open.TakeWhile(l => l.Number <= last))
            counter.Add(covered);
        var recomputed = counter.ToStatement(day, first, last);
        if (recomputed.ToJson() != stated.GetRawText())
            return Fail(line.Number, VerifyTexts.OtherFigures(recomputed));
        _open.RemoveAll(l => l.Number <= last);
        _covered = last;
        _statements.Add(recomputed);
        return true;
    }

    private bool CheckOverride(CertificateLine line)
    {
        if (line.Entry.Override is not { } mark)
            return true;
        switch (line.Entry.Event)
        {
            case CertificateEvents.OverrideApproved:
                _overrides[mark.Id] = (mark, null);
                return true;
            case CertificateEvents.OverrideRevoked:
                _overrides[mark.Id] = (mark, line.At);
                return true;
            default:
                return (_overrides.TryGetValue(mark.Id, out var known) && known.Mark == mark && !(line.At > known.EndedAt + UnderWay))
                    || Fail(line.Number, VerifyTexts.NoOverride(mark.Id));
        }
    }

    private bool Fail(long number, string fault)
    {
        Fault = VerifyTexts.At(number, fault);
        return false;
    }
}
