using System.CommandLine;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Web.Hosting;

namespace OpsBot.Web.Commands;

/// <summary><c>serve</c>, the verb without a name: starts everything and prints the address.</summary>
internal static class ServeCommand
{
    /// <summary>Builds the command; <paramref name="clock"/> is the bot's time of day.</summary>
    public static Command Create(TimeProvider clock)
    {
        var urls = new Option<string>("--urls") { Description = "Addresses to listen on.", DefaultValueFactory = _ => "http://127.0.0.1:3978" };
        var data = new Option<string>("--data") { Description = "Folder of its Redis and its keys; survives restarts.", DefaultValueFactory = _ => "data" };
        var packs = new Option<string?>("--packs") { Description = "Folder of the rule packs; default: packs/ next to the executable." };
        var role = new Option<ProcessRole>("--role") { Description = "bot, scheduler or both.", DefaultValueFactory = _ => ProcessRole.Both };
        var tenant = new Option<string>("--tenant") { Description = "Short name of the territory's office: a-z, 0-9, '-'.", DefaultValueFactory = _ => "demo" };
        var open = new Option<bool>("--demo-open-to-network") { Description = "Let other machines reach the demo, in which anyone can be anyone." };
        var command = new Command("serve", "Start the bot.") { urls, data, packs, role, tenant, open };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ServeOptions(
                parsed.GetValue(urls)!,
                Path.GetFullPath(parsed.GetValue(data)!),
                parsed.GetValue(packs),
                parsed.GetValue(role),
                parsed.GetValue(tenant)!,
                parsed.GetValue(open)),
            clock,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ServeOptions options, TimeProvider clock, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = ServeHost.Build(options, clock);
            await app.StartAsync(cancellationToken);
            await output.WriteLineAsync($"OpsBot: {string.Join(' ', app.Urls)}");
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception fault) when (fault is StartupFaultException or OptionsValidationException or FormatException or IOException or UnauthorizedAccessException or StoreUnavailableException)
        {
            await error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
