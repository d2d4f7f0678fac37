namespace OpsBot.Core.WorkTime;

/// <summary>
/// Says for each day when somebody works and why. A territory's plan is the ground; units, shifts, leave and personal
/// quiet time are laid over it, each as a plan of its own. Pure and immutable.
/// </summary>
public abstract class WorkPlan
{
    /// <summary>The territory's calendar.</summary>
    public abstract WorkCalendar Calendar { get; }

    /// <summary>Offset from UTC and guard band; also the plain hours of an office on this plan.</summary>
    public abstract WorkSchedule Schedule { get; }

    /// <summary>Why the day is worked or not.</summary>
    public abstract DayStatus StatusOf(DateOnly date);

    /// <summary>The work that begins on this day, in order of time; a span may end on the next day.</summary>
    public abstract IReadOnlyList<WorkSpan> SpansOf(DateOnly date);

    /// <summary>What is left of this day's work is one half-day and is not cut in two again.</summary>
    public virtual bool IsHalfDay(DateOnly date) => false;

    /// <summary>One more thing to know about this day, in words; null: nothing.</summary>
    public virtual string? NoteOn(DateOnly date) => null;
}
