using System.Text;
using OpsBot.Core.Regulations;

namespace OpsBot.Benchmarks.Retrieval;

/// <summary>
/// A large library: the real clauses, then generated ones made of one to four of their sentences and one sentence spliced
/// from two. Seeded; the same size gives the same corpus.
/// </summary>
internal static class Corpus
{
    private const int Seed = 20261122;
    private const int Splice = 30;
    private static readonly string[] Places = ["赣州市", "襄阳市", "绵阳市", "临沂市", "大理市", "三明市", "宜春市", "荆门市", "广元市", "聊城市"];

    /// <summary>One line a clause: id, heading and text, parted by tabs.</summary>
    public static IEnumerable<string> Lines(ClauseLibrary library, int size)
    {
        var random = new Random(Seed);
        foreach (var clause in library.Clauses) yield return $"{clause.Id}\t{Flat(string.Join(' ', clause.Path))}\t{Flat(clause.Text)}";
        var sentences = library.Clauses.SelectMany(clause => SentencesOf(clause.Text)).Distinct().ToList();
        string Any() => sentences[random.Next(sentences.Count)];
        for (var i = library.Clauses.Count; i < size; i++)
        {
            var text = new StringBuilder($"{Places[random.Next(Places.Length)]}");
            for (var n = random.Next(1, 5); n > 0; n--) text.Append(Any());
            var (head, tail) = (Any(), Any());
            text.Append(head[..random.Next(Math.Min(Splice, head.Length))]).Append(tail[random.Next(tail.Length)..]);
            yield return $"generated:{i}\t第{random.Next(1, 120)}条\t{text}";
        }
    }

    /// <summary>The library with the generated clauses of a corpus file added as one more document.</summary>
    public static ClauseLibrary Read(ClauseLibrary real, string file)
    {
        var document = new SourceDocument("generated", "benchmark", "生成的条款", null, null, null, ClauseKind.Notice, "");
        var known = real.Clauses.ToDictionary(clause => clause.Id);
        var clauses = File.ReadLines(file).Select(line => line.Split('\t')).Select(cells => known.GetValueOrDefault(cells[0])
            ?? new Clause(cells[0], document, cells[0]["generated:".Length..], [cells[1]], cells[2], 0, 0));
        return new ClauseLibrary([new ClausePack("benchmark", [document], [.. clauses])]);
    }

    /// <summary>Pieces of clauses, 4 to 12 characters long, as someone would type who remembers the wording.</summary>
    public static IEnumerable<string> Spans(ClauseLibrary library, int count)
    {
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var text = Flat(library.Clauses[random.Next(library.Clauses.Count)].Text);
            var length = Math.Min(text.Length, random.Next(4, 13));
            var start = random.Next(text.Length - length + 1);
            yield return text.Substring(start, length).Trim();
        }
    }

    private static IEnumerable<string> SentencesOf(string text) =>
        text.Split(['。', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => part.Length >= 8).Select(part => part + "。");

    private static string Flat(string text) => text.Replace('\t', ' ').Replace('\n', ' ');
}
