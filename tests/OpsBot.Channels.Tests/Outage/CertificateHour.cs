using System.Globalization;
using OpsBot.Core.Delivery;
using OpsBot.TestKit;
using OpsBot.TestKit.Tls;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>
/// The vendor replaces its certificate under load, then shows wrong ones for an hour, then a right one again. The process
/// trusts the vendor's authority by <c>SSL_CERT_FILE</c>, as a real one does.
/// </summary>
internal static class CertificateHour
{
    private const int Lost = 6;
    private const int Step = 4;
    private static readonly string[] Wrong = [VendorCertificates.Stranger, VendorCertificates.Expired, VendorCertificates.Elsewhere];

    // 0, 2, 6, 14 ... 1022, 1922, 2822 seconds: what the doubling to a quarter of an hour lets into one hour.
    private const int MostAttemptsInAnHour = 12;

    // Only against a hang: an answer that is waited for too briefly would be asked for again.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Plays it and gives the figures; throws where a promise is broken.</summary>
    public static async Task<string> RunAsync(string channel, string redis, string folder)
    {
        using var certificate = new ReplaceableCertificate(folder);
        await using var vendor = Vendors.Of(channel, Patience);
        await using var host = await OutageHost.StartAsync(vendor, redis, "2026-11-24T09:00:00", certificate, Patience);
        var (work, talk) = (new Work(host), new Talk(vendor, host));
        await LoadAsync(work, talk, 10);
        await host.RunToAsync(At("09:05"));
        Assert.Equal(20, host.Door.Taken.Count);

        // Replaced by another good one, while messages go out.
        await LoadAsync(work, talk, 20);
        var run = host.RunToAsync(At("09:10"));
        await Eventually.TrueAsync(() => host.Door.Taken.Count >= 25, "messages go out", Eventually.SlowLimit);
        certificate.Show(VendorCertificates.Second);
        await certificate.CloseAsync();
        await run;
        await LoadAsync(work, talk, 5);
        await host.RunToAsync(At("09:20"));
        Assert.InRange(certificate.Entrusted(VendorCertificates.Second), 1, int.MaxValue);
        Assert.Equal(70, host.Door.Taken.Count);

        // And again, by a server that cuts off the answers it is giving.
        await host.Door.SetAsync(Weather.LosingAnswers);
        await LoadAsync(work, talk, Lost / 2);
        await host.RunToAsync(At("09:20").AddSeconds(1));
        certificate.Show(VendorCertificates.Third);
        await certificate.CloseAsync();
        await host.Door.SetAsync(Weather.Fine);
        await host.RunToAsync(At("10:30"));
        Assert.InRange(certificate.Entrusted(VendorCertificates.Third), 1, int.MaxValue);
        // In Teams some of the lost answers were about a conversation that was to be opened.
        Assert.InRange(host.Door.Taken.Count(t => t.AnswerLost), Lost / 2, Lost);

        // An hour of wrong ones, in whose middle the token runs out.
        var (taken, requests, tokens) = (host.Door.Taken.Count, host.Door.Requests, host.Door.Tokens);
        await HourAsync(host, certificate, work, talk);
        var inHour = host.Attempts.Where(a => a.At >= At("10:30")).ToArray();
        Assert.Equal((taken, requests), (host.Door.Taken.Count, host.Door.Requests));
        Assert.All(Wrong, name => Assert.InRange(certificate.Offered(name), 5, int.MaxValue));
        Assert.All(Wrong, name => Assert.Equal(0, certificate.Entrusted(name)));
        Assert.All(inHour, a => Assert.IsType<SendResult.TryLater>(a.Result));
        Assert.All(inHour.GroupBy(a => a.Message.Id), a => Assert.InRange(a.Count(), 1, MostAttemptsInAnHour));
        var waiting = (await host.EntriesAsync(work.Messages.Select(m => m.Id))).Where(e => e.State != DeliveryState.Delivered).ToArray();
        Assert.NotEmpty(waiting);
        Assert.All(waiting, e => Assert.Equal(DeliveryState.Retrying, e.State));

        certificate.Show(VendorCertificates.First);
        await certificate.CloseAsync();
        await talk.RedeliverAsync(0);
        await host.RunToAsync(At("11:50"));

        // Nothing lost, at the latest one longest wait after the end; nothing twice but what was taken and not answered.
        var shown = host.Door.Taken.ToLookup(t => t.Id);
        Assert.DoesNotContain(work.Messages.Select(Work.MarkOf).Concat(talk.Said), id => !shown.Contains(id));
        Assert.All(shown, s => Assert.Equal(1 + s.Count(t => t.AnswerLost), s.Count()));
        Assert.All(await host.EntriesAsync(work.Messages.Select(m => m.Id)), e => Assert.Equal(DeliveryState.Delivered, e.State));
        Assert.Equal(tokens + 1, host.Door.Tokens);
        return $"{channel}: {work.Messages.Count} queued, {talk.Said.Count} said, {inHour.Length} attempts in the hour, "
            + $"{string.Join(", ", Wrong.Select(n => $"{n} offered {certificate.Offered(n)} times"))}, {talk.Refused} turns refused for later";
    }

    private static async Task HourAsync(OutageHost host, ReplaceableCertificate certificate, Work work, Talk talk)
    {
        var start = host.Clock.Now;
        for (var minute = 0; minute < 60; minute += Step)
        {
            if (minute % 20 == 0)
            {
                certificate.Show(Wrong[minute / 20]);
                await certificate.CloseAsync();
                await work.QueueAsync(6);
            }
            await talk.SayAsync();
            await talk.RedeliverAsync(minute);
            await host.RunToAsync(start.AddMinutes(minute + Step));
        }
    }

    private static async Task LoadAsync(Work work, Talk talk, int each)
    {
        await work.QueueAsync(each);
        for (var i = 0; i < each; i++)
            await talk.SayAsync();
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-24T{time}:00+08:00", CultureInfo.InvariantCulture);
}
