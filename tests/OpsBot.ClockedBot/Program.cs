using System.Globalization;
using OpsBot.ClockedBot;
using OpsBot.Web.Commands;

// The bot as it is, but for the time of day, which the test gives; the product itself has no such switch.
var seconds = Environment.GetEnvironmentVariable(ShiftedClock.Variable)
    ?? throw new InvalidOperationException($"{ShiftedClock.Variable} says how many seconds the bot's clock runs ahead of the machine's.");
return await Verbs.RunAsync(args, new ShiftedClock(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))));
