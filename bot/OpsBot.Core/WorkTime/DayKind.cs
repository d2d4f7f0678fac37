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
}
