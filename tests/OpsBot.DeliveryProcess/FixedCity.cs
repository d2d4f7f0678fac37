using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.DeliveryProcess;

/// <summary>Twenty people on plain office hours.</summary>
internal sealed class FixedCity(QuietHours hours) : IDirectory, IQuietHoursSource
{
    public const int People = 20;

    private readonly DirectorySnapshot _directory = new(
        [new Unit("u", "单位", UnitKind.City, null)],
        [.. Enumerable.Range(0, People).Select(i => new Person($"p{i}", $"人{i}", "u", [], [new Address(FileChannel.Name, $"c{i}", $"p{i}")]))]);

    public DirectorySnapshot Of(TenantId tenant) => _directory;

    public ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken) => ValueTask.FromResult(hours);
}
