using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Certificates;

/// <summary>
/// Recomputes the window of each line from the calendar tables, the hours of units and people, and the quiet times the line
/// names. Nothing the line says of its window is believed. Lines come in the order of the log, for papers that were imported
/// stand in it.
/// </summary>
/// <param name="pack">The published papers and the territory's hours.</param>
/// <param name="rules">How far people may narrow their hours.</param>
/// <param name="directories">Hours of units and people, newest first: the organisation now, and older states of it.</param>
/// <param name="papers">Tables imported before the log told of imports, in that order.</param>
public sealed class WindowCheck(WorkTimePack pack, PersonalHoursRules rules, IReadOnlyList<DirectorySnapshot> directories, IReadOnlyList<HolidayTable> papers)
{
    private readonly RecomputedHours _hours = new(pack, rules, papers);

    /// <summary>Windows that were recomputed.</summary>
    public int Recomputed { get; private set; }

    /// <summary>Those among them whose line is from before quiet times were written: they may lie within the recomputed ones.</summary>
    public int Older { get; private set; }

    /// <summary>Numbers of the papers that the log brought.</summary>
    public IReadOnlyList<string> Imported => _hours.Imported;

    /// <summary>Takes the next line. What is wrong with its window or with what it claims, one sentence; null: nothing.</summary>
    public string? FaultOf(CertificateLine line)
    {
        var entry = line.Entry;
        if (entry is { Event: CertificateEvents.Calendar, Calendar: { } imported })
            return _hours.Import(imported) ? null : CertificateTexts.BadPaper(line.Number);
        if (entry.Window is not { } stated)
            return entry is { Event: CertificateEvents.Sent, Class: not ("receipt" or "reply") } ? CertificateTexts.NoWindow(line.Number, entry.Message) : null;
        Recomputed++;
        if (stated.Schema is null)
            Older++;
        else if (stated.Edition is not { } edition || edition < 0 || edition > _hours.Editions)
            return CertificateTexts.UnknownEdition(line.Number, entry.Message, stated.Edition);
        return Fits(line, stated) ? ClaimFault(line, stated) : CertificateTexts.OtherWindow(line.Number, entry.Message, stated, Again(line, stated, directories[0], known: null));
    }

    private bool Fits(CertificateLine line, CertificateWindow stated)
    {
        if (stated.Quiet is { Count: var quiet } && quiet > rules.MostSpans)
            return false;
        // The day on which it was written counts too: a paper of a later day could not be known.
        DateOnly?[] knownOn = [null, DateOnly.FromDateTime(line.At.ToOffset(pack.Schedule.UtcOffset).DateTime)];
        foreach (var known in knownOn)
            foreach (var directory in directories)
                if (stated.Schema is null ? FitsOlder(line, stated, directory, known) : Again(line, stated, directory, known)?.Says(stated) == true)
                    return true;
        return false;
    }

    private bool FitsOlder(CertificateLine line, CertificateWindow stated, DirectorySnapshot directory, DateOnly? known)
    {
        for (var edition = _hours.Editions; edition >= 0; edition--)
            if (_hours.WindowAt(directory, line.Entry.To, stated with { Edition = edition, Quiet = null }, stated.Opens, known) is { } whole && stated.IsPartOf(whole))
                return true;
        return false;
    }

    private CertificateWindow? Again(CertificateLine line, CertificateWindow stated, DirectorySnapshot directory, DateOnly? known) =>
        _hours.WindowAt(directory, line.Entry.To, stated, line.At, known);

    /// <summary>What the line's event claims about the window, once the window is the right one.</summary>
    private static string? ClaimFault(CertificateLine line, CertificateWindow window)
    {
        var inside = window.Holds(line.At);
        return line.Entry switch
        {
            { Event: CertificateEvents.Sent, Class: not ("receipt" or "reply") } when !inside => CertificateTexts.NotInside(line.Number, line.Entry.Message, line.At, window),
            { Event: CertificateEvents.Overridden } when inside => CertificateTexts.NotOutside(line.Number, line.Entry.Message),
            { Event: CertificateEvents.Held, Reason: WorkingTimeStage.Reason } when inside => CertificateTexts.NotOutside(line.Number, line.Entry.Message),
            _ => null,
        };
    }
}
