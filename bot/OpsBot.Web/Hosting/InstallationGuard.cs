using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Redis;
using OpsBot.Web.Demo;

namespace OpsBot.Web.Hosting;

/// <summary>
/// Before any service starts: looks whether folder and store may be opened as what this process was started as, and marks
/// them. It runs behind the store's own start.
/// </summary>
internal sealed class InstallationGuard(
    InstallationMark now, InstallationFile file, ITenantTraces traces, IRecordReader records, IChangeStore store, IEntropySource entropy,
    IDirectory directory, IOptions<RedisOptions> redis, IConfiguration configuration) : IHostedLifecycleService
{
    private const int MaxAttempts = 3;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var tenant = TenantId.Parse(now.Tenant);
        for (var attempt = 1; await MarkAsync(tenant, cancellationToken) is CommitOutcome.Conflict && attempt < MaxAttempts; attempt++)
        {
            // Another process marked it just now: what it wrote is looked at.
        }
        if (file.Read() is null)
            file.Write(now);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<CommitOutcome?> MarkAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var found = await records.GetAsync(tenant, [InstallationMark.Kind.Key(InstallationMark.Id)], cancellationToken);
        var place = StartTexts.Store(now.Tenant);
        if (found.Count > 0)
        {
            InstallationPolicy.Check(InstallationMark.Kind.Read(found[0]).Value, now, place);
            return null;
        }
        await AdoptAsync(tenant, place, cancellationToken);
        return await store.CommitAsync(
            new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(entropy.Draw(), "installation"),
                Effects = new Effects { Records = [InstallationMark.Kind.Put(InstallationMark.Id, now, 0)] },
            },
            cancellationToken);
    }

    private async Task AdoptAsync(TenantId tenant, string place, CancellationToken cancellationToken)
    {
        var seen = await traces.LookAsync(tenant, cancellationToken);
        // A Redis of its own serves one tenant; others may share one.
        if (string.IsNullOrWhiteSpace(redis.Value.Connection) && seen.Kinds.Count == 0 && seen.OtherTenants is [var other, ..])
            throw new StartupFaultException(StartTexts.OtherTenant(StartTexts.DataFolder(redis.Value.DataDirectory), other, now.Tenant));
        var people = directory.Of(tenant);
        InstallationPolicy.Adopt(
            seen,
            now,
            configuration.GetValue<bool?>("Demo:Enabled") == true,
            conversation => people.People.Any(person => conversation.Contains(DemoEndpoints.ConversationOf(person.Id) + "/", StringComparison.Ordinal)),
            place);
    }
}
