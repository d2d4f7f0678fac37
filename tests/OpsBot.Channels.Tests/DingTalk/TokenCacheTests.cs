using OpsBot.Channels.Shared;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Channels.Tests.DingTalk;

public sealed class TokenCacheTests
{
    private readonly ManualClock _clock = new();
    private int _fetched;

    private Func<Task<IssuedToken>> Fetch { get; set; }

    private TokenCache Cache => field ??= new TokenCache(() => Fetch(), _clock);

    public TokenCacheTests() =>
        Fetch = () => Task.FromResult(new IssuedToken($"T{Interlocked.Increment(ref _fetched)}", TimeSpan.FromHours(2), new VendorAnswer(200, [])));

    private async Task<string?> GetAsync() => (await Cache.GetAsync(CancellationToken.None)).Value;

    [Fact]
    public async Task Get_LittleTimeLeft_RenewsEarly()
    {
        Assert.Equal("T1", await GetAsync());
        _clock.Advance(TimeSpan.FromMinutes(109));
        Assert.Equal("T1", await GetAsync());
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("T2", await GetAsync());
    }

    [Fact]
    public async Task Get_RenewalFails_TheOldOneServesToItsEnd()
    {
        await GetAsync();
        Fetch = () => Task.FromResult(new IssuedToken(null, TimeSpan.Zero, new VendorAnswer(503, null)));
        _clock.Advance(TimeSpan.FromMinutes(115));
        Assert.Equal("T1", await GetAsync());
        _clock.Advance(TimeSpan.FromMinutes(5));

        var answer = await Cache.GetAsync(CancellationToken.None);

        Assert.Null(answer.Value);
        Assert.Equal(503, answer.Answer.Status);
    }

    [Fact]
    public async Task Get_ManyWhileFetching_OneFetch()
    {
        var gate = new TaskCompletionSource();
        var usual = Fetch;
        Fetch = async () =>
        {
            await gate.Task;
            return await usual();
        };
        var waiting = Enumerable.Range(0, 50).Select(_ => GetAsync()).ToArray();
        gate.SetResult();

        Assert.All(await Task.WhenAll(waiting), t => Assert.Equal("T1", t));
        Assert.Equal(1, _fetched);
    }

    [Fact]
    public async Task Drop_OnlyTheCurrentOne_IsForgotten()
    {
        await GetAsync();
        Cache.Drop("T0");
        Assert.Equal("T1", await GetAsync());
        Cache.Drop("T1");
        Assert.Equal("T2", await GetAsync());
    }
}
