namespace OpsBot.Core.WorkTime;

/// <summary>How a statutory day is found in a year that has no paper yet.</summary>
public enum FixedHolidayKind
{
    /// <summary>A day of the solar calendar.</summary>
    Solar,

    /// <summary>A day of the Chinese lunar calendar (leap months are never meant).</summary>
    Lunar,

    /// <summary>清明, a solar term.</summary>
    Qingming,
}
