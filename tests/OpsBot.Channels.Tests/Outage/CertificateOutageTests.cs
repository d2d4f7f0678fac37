using System.Diagnostics;
using OpsBot.TestKit.Redis;
using OpsBot.TestKit.Tls;
using Xunit.Abstractions;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>The vendor's certificate replaced under load: rightly, wrongly for an hour, and rightly again.</summary>
public sealed class CertificateOutageTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string[] Channels = ["teams", "dingtalk", "govdingtalk", "wecom"];

    [Fact]
    public async Task Certificate_ReplacedAndWrongForAnHour_NothingIsEntrustedLostOrDoubled()
    {
        // One of its own: the child's tenants have the same names as those of other tests.
        await using var redis = new RedisServerFixture();
        await redis.InitializeAsync();
        using var certificates = new VendorCertificates(TimeProvider.System.GetUtcNow());
        var start = new ProcessStartInfo("dotnet", [typeof(CertificateOutageTests).Assembly.Location, redis.Connection, certificates.Folder, .. Channels])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SSL_CERT_FILE"] = certificates.AuthorityFile;
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        // Each channel that came through says its figures.
        var figures = await said;
        output.WriteLine(figures);
        Assert.True(process.ExitCode == 0, figures + await wrong);
        Assert.All(Channels, channel => Assert.Contains($"{channel}:", figures, StringComparison.Ordinal));
    }
}
