using System.Globalization;

namespace OpsBot.EndToEnd.Tests.Harness;

/// <summary>How long the long tests are: small by default, larger by environment variable.</summary>
internal static class RunSize
{
    public static int Of(string variable, int standard) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;
}
