namespace OpsBot.Channels.Tests.Outage;

/// <summary>
/// This assembly as a process of its own: which authorities are trusted is read once, when a process first makes a secure
/// connection. Test runners do not come here.
/// </summary>
internal static class ChildProcess
{
    /// <param name="args">
    /// The connection to Redis, the folder of certificates, and the channels; or <c>sdk</c>, the address of the platform, and the
    /// folder of certificates.
    /// </param>
    public static async Task<int> Main(string[] args)
    {
        if (args.Length < 3)
        {
            await Console.Error.WriteLineAsync("These are tests: run them with dotnet test.");
            return 2;
        }
        if (args is ["sdk", var platform, var folder])
            return await BotFramework.SecondJudge.StockBot.RunAsync(new Uri(platform), folder);
        await Task.WhenAll(args[2..].Select(async channel => Console.WriteLine(await CertificateHour.RunAsync(channel, args[0], args[1]))));
        return 0;
    }
}
