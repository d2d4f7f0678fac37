using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.Rates;
using OpsBot.Core.Delivery.Reading;
using OpsBot.Core.GroupGuard;
using OpsBot.Core.Identity;
using OpsBot.Core.Organization.Names;
using OpsBot.Core.Overrides;
using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Acts;
using OpsBot.Core.Regulations.Examples;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Regulations.Provisions;
using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Regulations.Search;
using OpsBot.Core.Regulations.Utterances;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;

namespace OpsBot.Web.Packs;

/// <summary>Reads the rule packs from a folder. The parsing is Core's; this class only knows where files lie.</summary>
public sealed class PackReader
{
    private const string General = "general";

    private PackReader(string folder) => Folder = folder;

    /// <summary>The folder with one sub-folder for each pack.</summary>
    public string Folder { get; }

    /// <param name="folder">The packs folder, or null for <c>packs/</c> next to the executable.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder; the message says what to do.</exception>
    public static PackReader Open(string? folder = null)
    {
        var path = Path.GetFullPath(folder ?? Path.Combine(AppContext.BaseDirectory, "packs"));
        return Directory.Exists(Path.Combine(path, General))
            ? new PackReader(path)
            : throw new DirectoryNotFoundException($"No rule packs in {path}: the folder must contain '{General}'. Name the right one with --packs DIR.");
    }

    public RegulationAnswerer ReadAnswerer() => new(ReadRegulations());

    public RegulationPack ReadRegulations() => new(
        ReadLibrary(),
        ReadConverter(),
        PlaceBook.Parse(Read(General, "places.json")),
        WordList.Parse(Read(General, "words.json")),
        ActList.Parse(Read(General, "acts.json")),
        ProvisionCues.Parse(Read(General, "provisions.json")),
        QuestionCues.Parse(Read(General, "questions.json")),
        SearchSettings.Parse(Read(General, "search.json")),
        ExampleQuestion.ParseLines(File.ReadLines(Path.Combine(Folder, General, "examples.jsonl"))),
        UtteranceCues.Parse(Read(General, "utterances.json")),
        ReadCommands(),
        ReadHelplines());

    /// <summary>Words of the chat's commands and what is near them.</summary>
    public CommandCues ReadCommands() => CommandCues.Parse(Read(General, "commands.json"));

    /// <summary>Who is named to somebody in distress.</summary>
    public Helplines ReadHelplines() => Helplines.Parse(Read(General, "helplines.json"));

    public ClauseLibrary ReadLibrary() => new(FilesNamed("clauses.json").Select(file => ClausePack.Parse(File.ReadAllText(file))));

    public SourceImporter ReadImporter() => new(
        ImportRules.Parse(Read(General, "import.json")),
        ReadConverter(),
        PlaceBook.Parse(Read(General, "places.json")));

    /// <summary>The hand-written records about known sources, of all packs.</summary>
    public IReadOnlyList<SourceSidecar> ReadSidecars() => [.. FilesNamed("source.json").Select(file => SourceSidecar.Parse(File.ReadAllText(file)))];

    /// <summary>Calendar, statutory days and office hours.</summary>
    /// <exception cref="FormatException">Lists every fault of every file.</exception>
    public WorkTimePack ReadWorkTime() => Valid(WorkTimePack.Read(ReadWorkTimeFiles()));

    /// <summary>The files of the calendar pack by name, unread.</summary>
    public IReadOnlyDictionary<string, string> ReadWorkTimeFiles() =>
        Directory.EnumerateFiles(Path.Combine(Folder, "china"), "*.json").ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

    /// <summary>How far a person may narrow the own hours.</summary>
    /// <exception cref="FormatException">Lists every fault of the file.</exception>
    public PersonalHoursRules ReadPersonalHours() => Valid(PersonalHoursRules.Parse(Read("china", "personal-hours.json")));

    /// <summary>When a missing paper is spoken of.</summary>
    /// <exception cref="FormatException">Lists every fault of the file.</exception>
    public CalendarWatchRules ReadCalendarWatch() => Valid(CalendarWatchRules.Parse(Read("china", "paper-watch.json")));

    /// <summary>The meeting-free days of all territories.</summary>
    /// <exception cref="FormatException">Lists every fault of a file.</exception>
    public IReadOnlyList<MeetingDays> ReadMeetingDays() =>
        [.. FilesNamed("meeting-days.json").Select(file => Valid(MeetingDays.Parse(File.ReadAllText(file))))];

    /// <exception cref="FormatException">Lists every fault of the file.</exception>
    public Taxonomy ReadTaxonomy() => Valid(Taxonomy.Parse(Read(General, "taxonomy.json")));

    /// <exception cref="FormatException">Lists every fault of the file.</exception>
    public DeadlineRules ReadDeadlineRules() => Valid(DeadlineRules.Parse(Read(General, "deadlines.json")));

    /// <exception cref="FormatException">Lists every fault of the file.</exception>
    public DeliveryRules ReadDeliveryRules() =>
        new(Valid(BurdenRules.Parse(Read(General, "burden.json"))), Valid(ChannelRules.Parse(Read(General, "channels.json"))));

    /// <summary>How read state may be counted and shown.</summary>
    /// <exception cref="FormatException">Lists every fault of the file.</exception>
    public ReadRules ReadReadRules() => Valid(ReadRules.Parse(Read(General, "reading.json")));

    /// <summary>Who may send outside working time, and on which grounds.</summary>
    /// <exception cref="FormatException">Lists every fault of the file.</exception>
    public OverrideRules ReadOverrideRules() => Valid(OverrideRules.Parse(Read(General, "overrides.json")));

    /// <summary>How people link their accounts.</summary>
    /// <exception cref="FormatException">Lists every fault of the file.</exception>
    public LinkRules ReadLinkRules() => Valid(LinkRules.Parse(Read(General, "identity.json")));

    /// <summary>Cues of the group guard.</summary>
    public CueList ReadCues() => CueList.Parse(Read(General, "assignments.json"));

    public TraditionalConverter ReadConverter() => TraditionalConverter.Parse(Read(General, "t2s.json"));

    /// <summary>Words by which people name units and persons.</summary>
    /// <exception cref="FormatException">Says what is wrong with the file.</exception>
    public NameRules ReadNameRules() => NameRules.Parse(Read(General, "names.json"), ReadConverter());

    /// <summary>Tells an assignment and an emergency from other messages.</summary>
    public MessageClassifier ReadClassifier() =>
        new(ReadCues(), MessageWeights.Parse(Read(General, "assignment-weights.tsv")), ReadConverter());

    /// <summary>Rules of the group guard; their quotes are checked against <paramref name="library"/>.</summary>
    public GuardRules ReadGuardRules(ClauseLibrary library) => GuardRules.Parse(Read(General, "group-guard.json"), library);

    /// <summary>The made-up city of the demo, as text.</summary>
    public string ReadDemoDirectory() => Read("demo", "directory.json");

    private static T Valid<T>(PackReading<T> reading)
        where T : class =>
        reading.Value ?? throw new FormatException(string.Join('\n', reading.Faults));

    private string Read(string pack, string file) => File.ReadAllText(Path.Combine(Folder, pack, file));

    private IEnumerable<string> FilesNamed(string name) =>
        Directory.EnumerateDirectories(Folder).Select(pack => Path.Combine(pack, name)).Where(File.Exists).Order(StringComparer.Ordinal);
}
