using OpsBot.Core.Organization;

namespace OpsBot.Core.Complaints;

/// <summary>
/// Whom a case must not reach. Names marked as complained about bar their unit with all below it, and a person's unit
/// likewise; so does the unit that the reporter picked, until the office says that it was only mentioned.
/// </summary>
public sealed class CaseBar
{
    private readonly DirectorySnapshot _directory;
    private readonly HashSet<string> _suspected = [];
    private readonly HashSet<string> _people = [];
    private readonly List<string> _accused = [];

    private CaseBar(DirectorySnapshot directory, Case subject)
    {
        _directory = directory;
        var mentions = subject.Mentions ?? [];
        if (subject.UnitId is { } picked && !mentions.Any(m => m.Mark == MentionMark.MentionedOnly && m.UnitIds.Contains(picked)))
            _accused.Add(picked);
        foreach (var mention in mentions.Where(m => m.IsOutside != true && m.Mark != MentionMark.MentionedOnly))
        {
            var units = UnitsOf(mention);
            if (mention.Mark is null)
            {
                _suspected.UnionWith(units);
                continue;
            }
            _accused.AddRange(units.Except(_accused));
            _people.UnionWith(mention.PersonIds);
        }
    }

    /// <summary>Units complained about, and the units of people complained about.</summary>
    public IReadOnlyList<string> Accused => _accused;

    /// <summary>The bar of a case as it stands.</summary>
    public static CaseBar Of(DirectorySnapshot directory, Case subject) => new(directory, subject);

    /// <summary>The unit is complained about or lies below one that is.</summary>
    public bool BarsUnit(string unitId) => _accused.Any(accused => unitId == accused || _directory.IsUnder(unitId, accused));

    /// <summary>The person is complained about or belongs to a barred unit.</summary>
    public bool BarsPerson(Person person) => _people.Contains(person.Id) || BarsUnit(person.UnitId);

    /// <summary>
    /// The person must not see the case, although the office may not have marked a name yet: what is named and not marked bars
    /// its own supervisors. A unit above all offices is named in half of all reports, and bars them only once it is marked.
    /// </summary>
    public bool BarsSupervisor(Person person) => BarsPerson(person)
        || _suspected.Any(u => person.UnitId == u || (_directory.IsUnder(person.UnitId, u) && !_directory.WithRole(Role.Supervisor).Where(Supervision.IsOfOffice(_directory)).All(s => _directory.IsUnder(s.UnitId, u))));

    private IEnumerable<string> UnitsOf(CaseMention mention) =>
        mention.UnitIds.Concat(mention.PersonIds.Select(_directory.Person).OfType<Person>().Select(p => p.UnitId)).Distinct();
}
