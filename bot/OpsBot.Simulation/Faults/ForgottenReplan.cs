using OpsBot.Core.Changes;
using OpsBot.Core.Delivery.Replanning;

namespace OpsBot.Simulation.Faults;

/// <summary>Takes the walk after a paper off the list and moves nothing, to show that the judge finds what it left behind.</summary>
internal sealed class ForgottenReplan(IChangeStore changes) : IDueHandler
{
    public string Kind => Replan.Kind.Name;

    public Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken) => changes.CommitAsync(
        new ChangeSet { Tenant = tenant, AttemptId = $"forgotten/{id}", Effects = new Effects { Dues = [new DueWrite(Replan.DueMemberOf(id), null)] } }, cancellationToken);
}
