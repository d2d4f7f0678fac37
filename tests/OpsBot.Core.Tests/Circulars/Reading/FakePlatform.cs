using OpsBot.Core.Changes;
using OpsBot.Core.Delivery.Reading;

namespace OpsBot.Core.Tests.Circulars.Reading;

/// <summary>A platform that tells what the test says, and remembers what it was asked.</summary>
internal sealed class FakePlatform(Func<string, ReadAnswer> answer) : IReadStatus
{
    public string Channel => "chat";

    public List<string> Asked { get; } = [];

    public Func<string, ReadAnswer> Answer { get; set; } = answer;

    public Task<ReadAnswer> AskAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        Asked.Add(messageId);
        return Task.FromResult(Answer(messageId));
    }
}
