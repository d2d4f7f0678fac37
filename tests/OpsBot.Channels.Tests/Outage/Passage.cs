namespace OpsBot.Channels.Tests.Outage;

/// <summary>A message that the vendor took, so that a person sees it.</summary>
/// <param name="At">In the test's clock.</param>
/// <param name="Id">The mark in its text.</param>
/// <param name="AnswerLost">The bot was not told.</param>
internal sealed record Passage(DateTimeOffset At, string Id, bool AnswerLost);
