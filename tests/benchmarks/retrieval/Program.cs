using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OpsBot.Benchmarks.Retrieval;
using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Evaluation;
using OpsBot.Web.Packs;

// corpus FOLDER SIZE…            writes c<SIZE>.tsv and queries.txt
// measure CORPUS QUERIES ROUNDS  answers every query and prints one line of JSON
const int Spans = 200;
var pack = PackReader.Open().ReadRegulations();
if (args is ["corpus", var folder, .. var sizes])
{
    foreach (var size in sizes)
        File.WriteAllLines(Path.Combine(folder, $"c{size}.tsv"), Corpus.Lines(pack.Library, int.Parse(size, CultureInfo.InvariantCulture)));
    File.WriteAllLines(Path.Combine(folder, "queries.txt"), [.. Questions(), .. Corpus.Spans(pack.Library, Spans)]);
    return 0;
}

if (args is not ["measure", var file, var asked, var rounds])
{
    Console.Error.WriteLine("Usage: corpus FOLDER SIZE… | measure CORPUS QUERIES ROUNDS");
    return 2;
}

var library = Corpus.Read(pack.Library, file);
GC.Collect();
var before = GC.GetTotalMemory(true);
var started = Stopwatch.GetTimestamp();
var answerer = new RegulationAnswerer(pack with { Library = library });
var build = Stopwatch.GetElapsedTime(started);
var queries = File.ReadAllLines(asked, Encoding.UTF8);
foreach (var query in queries) answerer.Answer(query, AskerContext.Unknown);
var memory = GC.GetTotalMemory(true) - before;
var times = new List<double>();
var answered = 0;
for (var round = int.Parse(rounds, CultureInfo.InvariantCulture); round > 0; round--)
{
    foreach (var query in queries)
    {
        started = Stopwatch.GetTimestamp();
        var answer = answerer.Answer(query, AskerContext.Unknown);
        times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        if (answer.Status == AnswerStatus.Answered) answered++;
    }
}

times.Sort();
Console.WriteLine(JsonSerializer.Serialize(new
{
    peer = "opsbot",
    corpus = Path.GetFileName(file),
    build_s = Math.Round(build.TotalSeconds, 2),
    p50_ms = Math.Round(times[times.Count / 2], 3),
    p99_ms = Math.Round(times[(int)(times.Count * 0.99)], 3),
    index_mb = memory >> 20,
    answered = answered * queries.Length / times.Count,
    queries = queries.Length,
}));
return 0;

static IEnumerable<string> Questions() =>
    Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "questions"), "questions_*.jsonl").Order(StringComparer.Ordinal)
        .SelectMany(file => LabelledQuestion.ParseLines(File.ReadLines(file)))
        .Select(question => question.Q.Replace('\n', ' '));
