namespace OpsBot.Web.Hosting;

/// <summary>Roles of a process. More processes of either role on the same Redis share the work by leases.</summary>
[Flags]
public enum ProcessRole
{
    /// <summary>Webhooks, web chat, delivery.</summary>
    Bot = 1,

    /// <summary>Quartz and its sweeps.</summary>
    Scheduler = 2,

    /// <summary>Both, the default.</summary>
    Both = Bot | Scheduler,
}
