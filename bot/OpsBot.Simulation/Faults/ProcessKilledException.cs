namespace OpsBot.Simulation.Faults;

/// <summary>The simulated process is gone; nothing of it may go on.</summary>
internal sealed class ProcessKilledException() : Exception("The simulated process was killed.");
