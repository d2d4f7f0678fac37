using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Core.Delivery;

/// <summary>The numbers of the gate, from packs.</summary>
/// <param name="Burden">How often people may be interrupted.</param>
/// <param name="Channels">What the channels allow.</param>
public sealed record DeliveryRules(BurdenRules Burden, ChannelRules Channels);
