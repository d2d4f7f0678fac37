namespace OpsBot.Core.WorkTime;

/// <summary>Why quiet times were not set.</summary>
public abstract record PersonalHoursRefusal
{
    private PersonalHoursRefusal()
    {
    }

    /// <summary>More times than allowed.</summary>
    public sealed record TooMany(int Most) : PersonalHoursRefusal;

    /// <summary>Less than the minimum would stay open.</summary>
    public sealed record TooLittleLeft(double HoursPerWeek, double Least) : PersonalHoursRefusal;
}
