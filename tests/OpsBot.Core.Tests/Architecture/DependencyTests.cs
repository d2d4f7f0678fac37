using System.Reflection;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Tests.Architecture;

public sealed class DependencyTests
{
    private static readonly Assembly Core = typeof(ChangeSet).Assembly;

    [Fact]
    public void Core_References_OnlyTheFramework()
    {
        var others = Core.GetReferencedAssemblies().Select(a => a.Name!).Where(n => !n.StartsWith("System.", StringComparison.Ordinal)).ToArray();

        Assert.Empty(others);
    }

    [Theory]
    [InlineData("OpsBot.Redis", "OpsBot.Core")]
    [InlineData("OpsBot.Channels", "OpsBot.Core")]
    [InlineData("OpsBot.Scheduler", "OpsBot.Core")]
    [InlineData("OpsBot.Memory", "OpsBot.Core")]
    [InlineData("OpsBot.Simulation", "OpsBot.Core", "OpsBot.Memory")]
    [InlineData("opsbot", "OpsBot.Channels", "OpsBot.Core", "OpsBot.Redis", "OpsBot.Scheduler", "OpsBot.Simulation")]
    public void Project_References_OnlyWhatTheHouseAllows(string project, params string[] allowed)
    {
        var own = Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("OpsBot", StringComparison.Ordinal));

        Assert.Equal(allowed, own.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PureTypes_HaveNoAsyncMember()
    {
        string[] pure = ["Policy", "Dialog", "Desk", "Calendar", "Timeline", "Stage", "Parser", "Index", "Answerer", "Composer", "Importer", "Pipeline"];

        var offenders = Core.GetTypes()
            .Where(t => pure.Any(suffix => t.Name.EndsWith(suffix, StringComparison.Ordinal)))
            .SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(m => typeof(Task).IsAssignableFrom(m.ReturnType) || m.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}");

        Assert.Empty(offenders);
    }

    [Fact]
    public void Sender_IsReachedOnlyByTheDeliveryHandler()
    {
        // Whoever could hold a sender could send past the gate. The simulation has senders of its own, and no real one is in its reach.
        var assemblies = new[] { "OpsBot.Core", "OpsBot.Redis", "OpsBot.Channels", "OpsBot.Scheduler", "opsbot" }.Select(Assembly.Load);
        var holders = assemblies
            .SelectMany(a => a.GetTypes())
            .Where(t => t.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Any(f => Mentions(f.FieldType))
                || t.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(c => c.GetParameters().Any(p => Mentions(p.ParameterType))))
            .Select(t => t.DeclaringType ?? t)
            .Where(t => !typeof(IChannelSender).IsAssignableFrom(t))
            .Distinct();

        Assert.Equal([typeof(OutboxDeliveryHandler)], holders);
    }

    [Fact]
    public void Adapters_ShowOnlyTheirEntrance()
    {
        var shown = Assembly.Load("OpsBot.Scheduler").GetExportedTypes().Select(t => t.Name);

        Assert.Equal(["SchedulerOptions", "SchedulerServices"], shown.Order(StringComparer.Ordinal));
    }

    private static bool Mentions(Type type) =>
        typeof(IChannelSender).IsAssignableFrom(type) || (type.IsGenericType && type.GetGenericArguments().Any(Mentions));
}
