using System.Globalization;
using System.Net;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>People who go on talking to the bot, through a messenger that delivers again what was not taken.</summary>
internal sealed class Talk(IVendor vendor, OutageHost host)
{
    private readonly List<int> _waiting = [];

    public List<string> Said { get; } = [];

    public int Refused { get; private set; }

    public async Task SayAsync()
    {
        Said.Add(string.Create(CultureInfo.InvariantCulture, $"ZI{Said.Count:D4}Z"));
        await DeliverAsync(Said.Count - 1);
    }

    public async Task RedeliverAsync(int minute)
    {
        var again = _waiting.ToArray();
        _waiting.Clear();
        foreach (var number in again)
            await DeliverAsync(number);
        if (minute % 7 == 0)
            await DeliverAsync(Said.Count - 1);
    }

    private async Task DeliverAsync(int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"7000000000{number:D6}");
        var status = await vendor.SayAsync(host.Url, OutageCity.AccountOf(number), Said[number], id, host.Clock.Now);
        if ((int)status is >= 200 and < 300)
            return;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Refused++;
        if (!_waiting.Contains(number))
            _waiting.Add(number);
    }
}
