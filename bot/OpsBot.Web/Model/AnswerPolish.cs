using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Model;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Model;

/// <summary>Puts a polished sentence into a finished answer. The answer itself is made before, by pure code, without the model.</summary>
public sealed class AnswerPolish(ISentencePolisher polisher, ClauseLibrary library)
{
    /// <summary>Null when no model is configured, which is the default.</summary>
    /// <exception cref="FormatException">The configuration is wrong; the message lists every fault.</exception>
    public static AnswerPolish? FromEnvironment(PackReader packs) =>
        PolisherOf(new ConfigurationBuilder().AddEnvironmentVariables().Build(), packs) is { } polisher ? new AnswerPolish(polisher, packs.ReadLibrary()) : null;

    /// <summary>The same for the chat. The time-out is measured by the machine's clock.</summary>
    /// <exception cref="FormatException">The configuration is wrong; the message lists every fault.</exception>
    public static ISentencePolisher? PolisherOf(IConfiguration configuration, PackReader packs)
    {
        var options = configuration.GetSection("Model").Get<ModelOptions>() ?? new ModelOptions();
        if (!options.IsOn) return null;
        if (options.Faults() is { Count: > 0 } faults) throw new FormatException(string.Join('\n', faults));
        return new ModelSentencePolisher(options, ReadCheck(packs), TimeProvider.System);
    }

    /// <summary>The check with the words of the general pack.</summary>
    public static PolishCheck ReadCheck(PackReader packs) => new(PolishRules.Parse(File.ReadAllText(Path.Combine(packs.Folder, "general", "polish.json"))));

    /// <summary>The answer, reworded where the model gave something acceptable, else the very same answer.</summary>
    public async ValueTask<Answer> ApplyAsync(Answer answer, CancellationToken cancellation)
    {
        if (PolishRequest.Of(answer, library) is not { } request) return answer;
        var result = await polisher.PolishAsync(request, cancellation);
        return result.Outcome == PolishOutcome.Polished ? PolishRequest.Replace(answer, result.Sentence) : answer;
    }
}
