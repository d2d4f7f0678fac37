using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpsBot.Core.WorkTime;
using OpsBot.DeliveryProcess;
using OpsBot.Redis;

// Arguments: connection, packs folder, folder of the notebooks. It warms up, says "ready", and lives by its orders until
// it is killed.
var (connection, packs, folder) = (args[0], args[1], args[2]);
var services = new ServiceCollection();
services.AddLogging();
services.AddOpsBotRedis(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Redis:Connection"] = connection }).Build());
await using var provider = services.BuildServiceProvider();
foreach (var host in provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
    await host.StartingAsync(CancellationToken.None);
var files = Directory.EnumerateFiles(Path.Combine(packs, "china"), "*.json").ToDictionary(f => Path.GetFileName(f), File.ReadAllText);
var hours = new QuietHours(WorkTimePack.Read(files).Value!.Timeline());
var rules = Life.ReadRules(Path.Combine(packs, "general"));
var warmUp = Directory.CreateDirectory(Path.Combine(folder, $"warm-{Environment.ProcessId}"));
var morning = new DateTimeOffset(2026, 10, 12, 10, 0, 0, TimeSpan.FromHours(8));
await new Life(new Orders(0, 1, TimeProvider.System.GetUtcNow(), morning, TimeSpan.Zero, "", 0, false), provider, hours, rules, warmUp.FullName, $"warm-{Environment.ProcessId}").WarmAsync();
Console.Out.WriteLine("ready");
if (Console.In.ReadLine() is { Length: > 0 } line)
    await new Life(Orders.Read(line), provider, hours, rules, folder).RunAsync();
