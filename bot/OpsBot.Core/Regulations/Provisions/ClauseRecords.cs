namespace OpsBot.Core.Regulations.Provisions;

/// <summary>The records of all clauses, each read when first asked for. Safe for any number of readers.</summary>
public sealed class ClauseRecords(ProvisionCues cues)
{
    private readonly ProvisionParser _parser = new(cues);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, ClauseRecord> _records = new(StringComparer.Ordinal);

    public ClauseRecord Of(Clause clause) => _records.GetOrAdd(clause.Id, static (_, known) => known.Parser.Parse(known.Clause.Text), (Parser: _parser, Clause: clause));
}
