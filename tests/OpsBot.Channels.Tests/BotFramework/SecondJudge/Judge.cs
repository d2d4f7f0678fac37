using System.Diagnostics;
using System.Text;
using OpsBot.TestKit.Tls;

namespace OpsBot.Channels.Tests.BotFramework.SecondJudge;

/// <summary>The entrance and Microsoft's own, which get the same requests.</summary>
internal sealed class Judge : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly HttpClient _http = new() { Timeout = Patience };
    private readonly VendorCertificates _certificates;
    private readonly Process _process;
    private readonly Uri _stock;

    private Judge(FrameworkHost ours, VendorCertificates certificates, Process process, Uri stock) =>
        (Ours, _certificates, _process, _stock) = (ours, certificates, process, stock);

    public FrameworkHost Ours { get; }

    public static async Task<Judge> StartAsync()
    {
        // The SDK knows the machine's clock only.
        var now = TimeProvider.System.GetUtcNow();
        var ours = await FrameworkHost.StartAsync(o => { o.PostBurst = 100_000; o.PostsPerSecond = 100_000; });
        if (now > ours.Clock.Now)
            ours.Clock.Now = now;
        else
            ours.Clock.MoveBackTo(now);
        var certificates = new VendorCertificates(now);
        var start = new ProcessStartInfo("dotnet", [typeof(Judge).Assembly.Location, "sdk", ours.Platform.Url, certificates.Folder]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["SSL_CERT_FILE"] = certificates.AuthorityFile;
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return new Judge(ours, certificates, process, new Uri($"{address}/api/messages"));
    }

    /// <summary>The status that each gives.</summary>
    public async Task<(int Ours, int Stock)> AskAsync(string? authorization, string body)
    {
        var ours = await Ours.PostAsync(authorization, body);
        return ((int)ours.Status, await AskStockAsync(authorization, body));
    }

    /// <summary>The status that Microsoft's gives.</summary>
    public async Task<int> AskStockAsync(string? authorization, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _stock) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await _http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _http.Dispose();
        _certificates.Dispose();
        await Ours.DisposeAsync();
    }
}
