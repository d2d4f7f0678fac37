using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Redis.Tests;

/// <summary>The storage ports, all on one Redis.</summary>
public sealed record Stores(IChangeStore Changes, IRecordReader Records, IDueQueue Dues, IOutbox Outbox, IActivityLog Logs);
