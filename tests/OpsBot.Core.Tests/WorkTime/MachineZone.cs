namespace OpsBot.Core.Tests.WorkTime;

/// <summary>Tests that change the zone of the process.</summary>
[CollectionDefinition(nameof(MachineZoneTests), DisableParallelization = true)]
public sealed class MachineZone;
