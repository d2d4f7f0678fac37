using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.TestKit.Contracts;

/// <summary>The storage ports of one implementation, all on the same data.</summary>
public sealed record Stores(IChangeStore Changes, IRecordReader Records, IDueQueue Dues, IOutbox Outbox, IActivityLog Logs);
