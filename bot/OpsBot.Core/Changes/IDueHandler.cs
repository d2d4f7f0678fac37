namespace OpsBot.Core.Changes;

/// <summary>Looks at what became due of one kind.</summary>
public interface IDueHandler
{
    /// <summary>First part of the <see cref="DueWrite.Member"/>, for example <c>case</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Decides and commits, with the member's next <see cref="DueWrite"/>. May be called early, late or twice. When it
    /// changes nothing it must still commit the next due instant, or the member comes back when its lease runs out.
    /// </summary>
    Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken);
}
