using OpsBot.Core.Changes;

namespace OpsBot.Core.Circulars;

/// <summary>What a step of <see cref="CircularStepHandler"/> came to.</summary>
/// <param name="Effects">Written as one with the end of the claim.</param>
/// <param name="Pause">How long no process takes another; zero: a second from the begin of this one.</param>
public sealed record CircularStep(Effects Effects, TimeSpan Pause = default);
