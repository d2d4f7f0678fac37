using System.Globalization;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Certificates;

/// <summary>How far the statements have come.</summary>
public sealed record CertificateState
{
    /// <summary>The only id.</summary>
    public const string Id = "state";

    /// <summary>How it is stored.</summary>
    public static readonly RecordKind<CertificateState> Kind = new("certificate-state");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The local date whose statement comes next.</summary>
    public required DateOnly Next { get; init; }

    /// <summary>Number of the last line that a statement covers.</summary>
    public long Covered { get; init; }

    /// <summary>The statement is in the log, but not yet anchored and posted.</summary>
    public DailyStatement? Unposted { get; init; }

    /// <summary>The due member that makes the statements.</summary>
    public static string DueMember => $"{CertificateDayHandler.Member}/{Id}";

    /// <summary>Id of a statement.</summary>
    public static string IdOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
