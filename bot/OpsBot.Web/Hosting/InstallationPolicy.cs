using OpsBot.Core.Changes;
using OpsBot.Core.Identity;
using OpsBot.Core.Texts;
using OpsBot.Web.Demo;

namespace OpsBot.Web.Hosting;

/// <summary>Whether data may be opened as what the process was started as.</summary>
internal static class InstallationPolicy
{
    // What only a real messenger or a linked account leaves behind.
    private static readonly string[] RealKinds =
        ["bf-account", "bf-conversation", "bf-menu", "wecom-sent", "wecom-offer", "dingtalk-todo", "dingtalk-sent", AccountLink.Kind.Name];

    // What the bot writes by itself, before anybody has said a word.
    private static readonly string[] OwnKinds =
        ["heartbeat", "calendar", "calendar-papers", "calendar-watch", "certificate", "certificate-state", "read-pace", "replan", InstallationMark.Kind.Name];

    private const string WebChannel = "directline/";

    /// <summary>Throws with one line unless the mark fits.</summary>
    public static void Check(InstallationMark mark, InstallationMark now, string place)
    {
        if (mark.Tenant != now.Tenant)
            throw new StartupFaultException(StartTexts.OtherTenant(place, mark.Tenant, now.Tenant));
        if (mark.Demo != now.Demo)
            throw new StartupFaultException(mark.Demo ? StartTexts.DemoAsReal(place) : StartTexts.RealAsDemo(place));
    }

    /// <summary>
    /// The same for data of a version that left no mark. Traces of a messenger, and conversations elsewhere than on the web
    /// page, are real; the record of the demo clock is a demo's, and so are conversations of the demo city's people. Where
    /// neither is found, a demo must be asked for by name.
    /// </summary>
    public static void Adopt(TenantTraces traces, InstallationMark now, bool isAskedFor, Func<string, bool> isOfDemoCity, string place)
    {
        var isReal = traces.Kinds.Overlaps(RealKinds) || traces.Conversations.Any(id => !id.StartsWith(WebChannel, StringComparison.Ordinal));
        var hasClock = traces.Kinds.Contains(DemoClockState.Kind.Name);
        if (!now.Demo)
        {
            // Data of both kinds was run as real already and goes on to be.
            if (hasClock && !isReal)
                throw new StartupFaultException(StartTexts.DemoAsReal(place));
            return;
        }
        if (isReal)
            throw new StartupFaultException(StartTexts.RealAsDemo(place));
        var isEmpty = traces.Kinds.All(OwnKinds.Contains);
        if (!isEmpty && !hasClock && !isAskedFor && !traces.Conversations.Any(isOfDemoCity))
            throw new StartupFaultException(StartTexts.Unclear(place));
    }
}
