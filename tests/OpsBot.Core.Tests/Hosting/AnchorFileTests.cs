using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Tests.Certificates;
using OpsBot.TestKit.InMemory;
using OpsBot.Web.Hosting;

namespace OpsBot.Core.Tests.Hosting;

/// <summary>The file outside the store: what is in it stays, a crash costs at most the line that was being written.</summary>
public sealed class AnchorFileTests : IDisposable
{
    private static readonly TenantId Tenant = TenantId.Parse("test");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opsbot-anchors-");
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Append_NewFileAndAgain_OnlyAdds()
    {
        var file = new AnchorFile(Path.Combine(_folder.FullName, "certificate"));
        Assert.Null(file.Last(Tenant));

        file.Append(Tenant, [Anchor(64), Anchor(128)]);
        var before = File.ReadAllText(PathOf("certificate"));
        file.Append(Tenant, [Anchor(192)]);

        Assert.StartsWith(before, File.ReadAllText(PathOf("certificate")), StringComparison.Ordinal);
        Assert.Equal([64, 128, 192], Read("certificate").Select(a => a.Head.Count));
        Assert.All(Read("certificate"), a => Assert.True(CertificateWorld.Key.Verifies(a.Signed, a.Signature)));
        Assert.Equal(Anchor(192), new AnchorFile(Path.Combine(_folder.FullName, "certificate")).Last(Tenant));
    }

    [Fact]
    public void Append_AnotherTenant_HasAFileOfItsOwn()
    {
        var file = new AnchorFile(_folder.FullName);
        file.Append(Tenant, [Anchor(64)]);

        Assert.Null(file.Last(TenantId.Parse("other")));
        Assert.Equal(["anchors-test.txt"], _folder.GetFiles().Select(f => f.Name));
    }

    [Fact]
    public void Last_TornLineAfterACrash_IsTheOneBefore_AndTheNextAppendIsWhole()
    {
        var file = new AnchorFile(_folder.FullName);
        file.Append(Tenant, [Anchor(64), Anchor(128)]);
        var whole = File.ReadAllBytes(PathOf());
        var second = Anchor(128).Text.Length + 1;
        // However much of the last line reached the disk.
        for (var kept = 0; kept < second; kept++)
        {
            File.WriteAllBytes(PathOf(), whole[..^(second - kept)]);
            Assert.Equal(64, file.Last(Tenant)!.Head.Count);

            file.Append(Tenant, [Anchor(192)]);

            Assert.Equal(192, file.Last(Tenant)!.Head.Count);
            // A line that lacks nothing but its end is whole again once it has one.
            Assert.Equal(kept == second - 1 ? [64L, 128L, 192L] : [64L, 192L], Read().Select(a => a.Head.Count));
        }
    }

    [Fact]
    public void Last_LongFile_ReadsItsEnd()
    {
        var file = new AnchorFile(_folder.FullName);
        file.Append(Tenant, [.. Enumerable.Range(1, 500).Select(i => Anchor(i * 64))]);

        Assert.Equal(500 * 64, file.Last(Tenant)!.Head.Count);
        Assert.True(new FileInfo(PathOf()).Length > 8 * 1024);
    }

    [Fact]
    public void Append_FolderCannotBeWritten_Throws()
    {
        var blocked = Path.Combine(_folder.FullName, "blocked");
        File.WriteAllText(blocked, "a file, not a folder");

        Assert.ThrowsAny<IOException>(() => new AnchorFile(blocked).Append(Tenant, [Anchor(64)]));
    }

    [Fact]
    public async Task Handler_RealFileAndTornLine_WritesTheAnchorAgain()
    {
        var (store, handler, head) = await SealedAsync(200);
        Assert.True(await handler.RunAsync(Tenant, head, CancellationToken.None));
        Assert.Equal([64, 128, 192], Read().Select(a => a.Head.Count));
        File.WriteAllBytes(PathOf(), File.ReadAllBytes(PathOf())[..^20]);

        Assert.True(await Handler(store).RunAsync(Tenant, head, CancellationToken.None));

        Assert.Equal([64, 128, 192], Read().Select(a => a.Head.Count));
        var verifier = new CertificateVerifier(Read(), CertificateWorld.Key);
        foreach (var line in await store.Certificates.ReadAsync(Tenant, 1, 1000, CancellationToken.None))
            Assert.True(verifier.Add(line), verifier.Fault);
        Assert.True(verifier.End());
    }

    [Theory]
    [InlineData("count")]
    [InlineData("hash")]
    [InlineData("deletedTail")]
    public async Task Handler_LogAndFileDiffer_SignsNothingMore(string what)
    {
        var (store, handler, head) = await SealedAsync(200);
        Assert.True(await handler.RunAsync(Tenant, head, CancellationToken.None));
        var before = File.ReadAllText(PathOf());
        if (what == "deletedTail")
        {
            // The store lost its newest lines, as after a restore from an old copy.
            (store, _, head) = await SealedAsync(150);
        }
        else
        {
            var last = Read()[^1];
            var wrong = what == "count" ? last.Head with { Count = 64 * 5 } : last.Head with { Hash = new string('a', 64) };
            File.WriteAllLines(PathOf(), [.. Read()[..^1].Select(a => a.Text), CertificateAnchor.Of(Tenant, _clock.Now, wrong, CertificateWorld.Key).Text]);
            before = File.ReadAllText(PathOf());
        }
        var again = Handler(store);

        Assert.False(await again.RunAsync(Tenant, head, CancellationToken.None));

        Assert.False(again.Agrees);
        Assert.Equal(before, File.ReadAllText(PathOf()));
        var verifier = new CertificateVerifier(Read(), CertificateWorld.Key);
        foreach (var line in await store.Certificates.ReadAsync(Tenant, 1, 1000, CancellationToken.None))
            verifier.Add(line);
        Assert.False(verifier.End());
    }

    [Fact]
    public async Task Handler_TailOfTheFileDeleted_WritesItAgainFromTheLog()
    {
        var (store, handler, head) = await SealedAsync(300);
        Assert.True(await handler.RunAsync(Tenant, head, CancellationToken.None));
        var all = File.ReadAllLines(PathOf());
        File.WriteAllLines(PathOf(), all[..1]);
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.True(await Handler(store).RunAsync(Tenant, head, CancellationToken.None));

        Assert.Equal([64, 128, 192, 256], Read().Select(a => a.Head.Count));
        // Signed anew, so the later instant shows that they were gone.
        Assert.Equal([false, true, true, true], Read().Select(a => a.At >= _clock.Now));
    }

    private CertificateAnchorHandler Handler(InMemoryStore store) => new(store.Certificates, new AnchorFile(_folder.FullName), CertificateWorld.Key, _clock);

    private async Task<(InMemoryStore Store, CertificateAnchorHandler Handler, CertificateHead Head)> SealedAsync(int lines)
    {
        var store = new InMemoryStore(_clock);
        var entries = Enumerable.Range(0, lines).Select(i => new CertificateEntry { At = _clock.Now, Event = CertificateEvents.Sent, Message = $"m{i}", Class = "receipt" });
        await store.Changes.CommitAsync(new ChangeSet { Tenant = Tenant, AttemptId = "a", Effects = new Effects { Certificate = [.. entries] } }, CancellationToken.None);
        var head = await new CertificateSealHandler(store.Certificates, _clock).RunAsync(Tenant, CancellationToken.None);
        return (store, Handler(store), head);
    }

    private CertificateAnchor Anchor(long count) => CertificateAnchors.GetValueOrDefault(count) ?? (CertificateAnchors[count] = CertificateAnchor.Of(Tenant, _clock.Now, new CertificateHead(count, new string('b', 64)), CertificateWorld.Key));

    private Dictionary<long, CertificateAnchor> CertificateAnchors { get; } = [];

    private CertificateAnchor[] Read(string folder = "") => [.. File.ReadLines(PathOf(folder)).Select(CertificateAnchor.Read).OfType<CertificateAnchor>()];

    private string PathOf(string folder = "") => Path.Combine(_folder.FullName, folder, "anchors-test.txt");
}
