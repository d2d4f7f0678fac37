using System.Globalization;
using Xunit;
using Xunit.Sdk;

namespace OpsBot.TestKit.Fuzzing;

/// <summary>
/// Gives a parser many damaged inputs. A fault of the parser fails the test with the input that made it.
/// <c>OPSBOT_FUZZ_INPUTS</c> sets the number of inputs of each parser.
/// </summary>
public static class FuzzRun
{
    private const int Standard = 20_000;

    /// <summary>How many inputs each parser gets; <paramref name="part"/> is the share for what costs more than a parser.</summary>
    public static int Inputs(double part = 1)
    {
        var all = Environment.GetEnvironmentVariable("OPSBOT_FUZZ_INPUTS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        return all > 0 ? all : (int)(Standard * part);
    }

    /// <summary>Reads each input; gives how many were taken. At least <paramref name="least"/> of them must be, else only refusals were tried.</summary>
    /// <param name="mutator">Makes the inputs.</param>
    /// <param name="count">How many.</param>
    /// <param name="read">True: the parser took it. It asserts what a taken input must hold.</param>
    /// <param name="least">The share that must be taken.</param>
    public static int Bytes(Mutator mutator, int count, Func<byte[], bool> read, double least = 0.01) =>
        Run(count, mutator.Next, read, Convert.ToBase64String, least);

    /// <summary>The same for texts.</summary>
    public static int Texts(Mutator mutator, int count, Func<string, bool> read, double least = 0.01) =>
        Run(count, mutator.NextText, read, text => Convert.ToBase64String(System.Text.Encoding.Unicode.GetBytes(text)) + " in UTF-16", least);

    private static int Run<T>(int count, Func<T> next, Func<T, bool> read, Func<T, string> show, double least)
    {
        var taken = 0;
        for (var i = 0; i < count; i++)
        {
            var input = next();
            try
            {
                taken += read(input) ? 1 : 0;
            }
            catch (Exception fault)
            {
                throw new XunitException($"Input {i} ({show(input)}): {fault}");
            }
        }
        Assert.True(taken >= count * least, $"Of {count} inputs only {taken} were taken: the damage hides the parser.");
        return taken;
    }
}
