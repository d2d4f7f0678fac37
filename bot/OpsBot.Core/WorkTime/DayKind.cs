namespace OpsBot.Core.WorkTime;

/// <summary>Why a day is worked or not.</summary>
public enum DayKind
{
    /// <summary>Monday to Friday, worked.</summary>
    Weekday,

    /// <summary>Saturday or Sunday, rest.</summary>
    Weekend,

    /// <summary>A holiday, rest.</summary>
    Holiday,

    /// <summary>A Saturday or Sunday worked in exchange for a holiday.</summary>
    MakeUpWorkday,

    /// <summary>A holiday of a unit or of one person, rest.</summary>
    LocalHoliday,

    /// <summary>A rest day on which a unit or a person works all the same.</summary>
    ExtraWorkday,

    /// <summary>A day on which a shift begins.</summary>
    ShiftOn,

    /// <summary>A free day between shifts, rest.</summary>
    ShiftOff,

    /// <summary>A working day on which the person is away.</summary>
    Leave,
}
