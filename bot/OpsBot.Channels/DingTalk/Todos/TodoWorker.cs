using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.Shared;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.WorkTime;

namespace OpsBot.Channels.DingTalk.Todos;

/// <summary>
/// Brings people's lists in line with the cases: what was delivered comes in, in the person's working time only; what is
/// done goes out. Each look is claimed by a guarded write, so that several processes do it once. At the first sign that the
/// platform is away the rest waits for the next round.
/// </summary>
internal sealed class TodoWorker(
    TodoBook book, TodoTasks tasks, AssignmentReader assignments, IQuietHoursSource hours, TimeProvider clock, IOptions<DingTalkOptions> options, ILogger<TodoWorker> logger,
    IFaultReporter? faults = null) : BackgroundService
{
    private readonly SetAsideMemory _setAside = new(new MachineClock(TimeProvider.System));
    private const int Batch = 100;
    private const int MaxRefusals = 20;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    /// <summary>Looks at everything that is due. False: the platform is away.</summary>
    public async Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        var tenant = TenantId.Parse(options.Value.Tenant!);
        while (true)
        {
            var looked = 0;
            foreach (var id in await book.NextAsync(tenant, Batch, cancellationToken).ConfigureAwait(false))
            {
                if (!_setAside.IsReady(id))
                    continue;
                try
                {
                    switch (await TakeAsync(tenant, id, cancellationToken).ConfigureAwait(false))
                    {
                        case null:
                            continue;
                        case false:
                            return false;
                    }
                    looked++;
                    _setAside.Remove(id);
                }
                catch (Exception fault) when (ItemGuard.IsOfItem(fault, cancellationToken))
                {
                    faults?.Report(tenant, new ItemFault("dingtalk-todo", id, ItemGuard.ReasonOf(fault), _setAside.Add(id), fault));
                }
            }
            if (looked == 0)
                return true;
        }
    }

    /// <summary>Null: there is nothing to do yet, or another process has it. False: the platform is away.</summary>
    private async Task<bool?> TakeAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(tenant, id, cancellationToken).ConfigureAwait(false) is not { } stored || stored.Value.LookAt > clock.GetUtcNow())
            return null;
        var claimed = stored.Value with { LookAt = clock.GetUtcNow() + options.Value.TodosEvery };
        if (!await book.WriteAsync(tenant, id, claimed, stored.Version, cancellationToken).ConfigureAwait(false))
            return null;
        return await LookAsync(tenant, id, new Versioned<TodoItem>(claimed, stored.Version + 1), cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (StoreUnavailableException)
            {
                // Every step is claimed and written, so the next round goes on where this one stopped.
                DingTalkLog.TodosWait(logger, "store-away");
            }
            await book.WaitAsync(Poll, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> LookAsync(TenantId tenant, string id, Versioned<TodoItem> claimed, CancellationToken cancellationToken)
    {
        var item = claimed.Value;
        var standing = await assignments.FindAsync(tenant, item.Subject, cancellationToken).ConfigureAwait(false);
        if (standing is { IsOpen: true })
            return item.TaskId is not null || await CreateAsync(tenant, id, claimed, standing, cancellationToken).ConfigureAwait(false);
        var answer = item.TaskId is null ? null : await tasks.FinishAsync(item.UnionId!, item.TaskId, cancellationToken).ConfigureAwait(false);
        if (answer is null or { IsGood: true } or { Status: 404 })
            return await EndAsync(tenant, id, claimed, cancellationToken).ConfigureAwait(false);
        return await FailedAsync(tenant, id, claimed, answer, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> CreateAsync(TenantId tenant, string id, Versioned<TodoItem> claimed, AssignmentStanding standing, CancellationToken cancellationToken)
    {
        var item = claimed.Value;
        var quiet = await hours.ForAsync(tenant, item.PersonId, cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        if (!quiet.IsOpen(now))
        {
            await book.WriteAsync(tenant, id, item with { LookAt = quiet.NextOpening(now) }, claimed.Version, cancellationToken).ConfigureAwait(false);
            return true;
        }
        if (item.UnionId is null)
        {
            var (unionId, found) = await tasks.FindUnionIdAsync(item.Account, cancellationToken).ConfigureAwait(false);
            if (unionId is null)
                return await FailedAsync(tenant, id, claimed, found, cancellationToken).ConfigureAwait(false);
            item = item with { UnionId = unionId };
        }
        var (taskId, made) = await tasks.CreateAsync(item.UnionId, item, standing, cancellationToken).ConfigureAwait(false);
        if (taskId is null)
            return await FailedAsync(tenant, id, claimed with { Value = item }, made, cancellationToken).ConfigureAwait(false);
        await book.WriteAsync(tenant, id, item with { TaskId = taskId, Failures = 0 }, claimed.Version, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> FailedAsync(TenantId tenant, string id, Versioned<TodoItem> claimed, VendorAnswer answer, CancellationToken cancellationToken)
    {
        DingTalkLog.TodosWait(logger, $"{answer.Status}-{answer.Code}");
        var isAway = answer.Status is 0 or 401 or 429 or >= 500;
        // Only what the platform itself refuses is given up; the message about it was delivered.
        if (!isAway && claimed.Value.Failures + 1 >= MaxRefusals)
            return await EndAsync(tenant, id, claimed, cancellationToken).ConfigureAwait(false);
        await book.WriteAsync(tenant, id, isAway ? claimed.Value : claimed.Value with { Failures = claimed.Value.Failures + 1 }, claimed.Version, cancellationToken).ConfigureAwait(false);
        return !isAway;
    }

    private async Task<bool> EndAsync(TenantId tenant, string id, Versioned<TodoItem> claimed, CancellationToken cancellationToken)
    {
        await book.WriteAsync(tenant, id, null, claimed.Version, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
