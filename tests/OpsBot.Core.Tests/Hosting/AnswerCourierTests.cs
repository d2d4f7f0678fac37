using OpsBot.Core.Delivery;

namespace OpsBot.Core.Tests.Hosting;

public sealed class AnswerCourierTests : IDisposable
{
    private readonly CourierWorld _world = new();

    private GatedChannel Channel => _world.Channel;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Take_ToOnePlace_SendsOneAfterTheOther()
    {
        Assert.True(await _world.AnswerAsync("a", "1", "2"));
        Assert.True(await _world.AnswerAsync("a", "3"));
        await Channel.StartedAsync("1");
        // The later ones could go; another place's answer shows that time has passed.
        Channel.Open("3", "2", "x");
        await _world.AnswerAsync("b", "x", "y");
        await Channel.StartedAsync("y");
        Assert.False(Channel.HasStarted("2"));
        Assert.False(Channel.HasStarted("3"));

        Channel.Open("1", "y");
        await _world.StopAsync();

        Assert.Equal(["1", "2", "3"], Channel.Sent.Where(id => id is "1" or "2" or "3"));
        Assert.All(await _world.StatesAsync("1", "2", "3", "x", "y"), s => Assert.Equal(DeliveryState.Delivered, s));
        await _world.WorkAsync();
        Assert.Equal(5, Channel.Sent.Count);
    }

    [Fact]
    public async Task Take_OtherPlaceIsStuck_DoesNotWaitForIt()
    {
        await _world.AnswerAsync("a", "stuck");
        await Channel.StartedAsync("stuck");
        Channel.Open("1", "2");
        await _world.AnswerAsync("b", "1", "2", "3");

        await Channel.StartedAsync("3");

        Assert.Equal(["1", "2"], Channel.Sent);
        Channel.Open("stuck", "3");
        await _world.StopAsync();
    }

    [Fact]
    public async Task Take_PlaceWasDone_StartsItAnew()
    {
        Channel.Open("1", "2", "3");
        await _world.AnswerAsync("a", "1");
        await Channel.StartedAsync("1");
        await _world.AnswerAsync("a", "2");
        await Channel.StartedAsync("2");
        await _world.AnswerAsync("a", "3");

        await _world.StopAsync();

        Assert.Equal(["1", "2", "3"], Channel.Sent);
    }

    [Fact]
    public async Task Prepare_TooManyUnderWay_LeavesNewOnesToTheWorkerUntilItCaughtUp()
    {
        string[] many = [.. Enumerable.Range(0, 512).Select(i => $"m{i}")];
        Assert.True(await _world.AnswerAsync("a", many));
        Channel.Open("w1", "w2", "w3", "c");

        Assert.False(await _world.AnswerAsync("b", "w1"));
        // The worker has nothing left, but still as many are under way.
        await _world.WorkAsync();
        _world.Courier.CaughtUp();
        Assert.False(await _world.AnswerAsync("b", "w2"));
        // All but one have left; but the worker has not caught up.
        Channel.Open(many[..^1]);
        await Channel.StartedAsync(many[^1]);
        Assert.False(await _world.AnswerAsync("b", "w3"));
        Assert.False(Channel.HasStarted("w3"));
        await _world.WorkAsync();
        _world.Courier.CaughtUp();
        Assert.True(await _world.AnswerAsync("b", "c"));

        Channel.Open(many[^1]);
        await _world.StopAsync();
        Assert.Equal([.. many], Channel.Sent.Where(id => id[0] == 'm'));
        Assert.Equal(["w1", "w2", "w3", "c"], Channel.Sent.Where(id => id[0] != 'm'));
    }

    [Fact]
    public async Task Send_StoreAway_LeavesThoseBehindItToTheirLeasesInOrder()
    {
        await _world.AnswerAsync("a", "1", "2", "3");
        await Channel.StartedAsync("1");
        _world.StoreAway = true;
        Channel.Open("1", "2", "3");
        await _world.StopAsync();
        Assert.Equal(["1"], Channel.Sent);
        _world.StoreAway = false;
        await _world.WorkAsync();
        Assert.Equal(["1"], Channel.Sent);

        _world.LetLeasesRunOut();
        await _world.WorkAsync();

        // That the first went out was not recorded, so it goes out again with its id.
        Assert.Equal(["1", "1", "2", "3"], Channel.Sent);
        Assert.All(await _world.StatesAsync("1", "2", "3"), s => Assert.Equal(DeliveryState.Delivered, s));
    }

    [Fact]
    public async Task Send_StoreCameBack_TakesNewOnesToThatPlace()
    {
        await _world.AnswerAsync("a", "1");
        await Channel.StartedAsync("1");
        _world.StoreAway = true;
        await _world.AnswerAsync("b", "x");
        await Channel.StartedAsync("x");
        Channel.Open("1", "2");
        _world.StoreAway = false;
        await _world.AnswerAsync("a", "2");

        Channel.Open("x");
        await _world.StopAsync();

        Assert.Equal(["1", "2", "x"], Channel.Sent.Order());
        Assert.Equal([DeliveryState.Delivered], await _world.StatesAsync("2"));
    }

    [Fact]
    public async Task Send_Bug_SetsThatOneAsideAndThoseBehindItGoOn()
    {
        await _world.AnswerAsync("a", "1", "2");
        Channel.Open("2");
        Channel.Break("1");

        await Channel.StartedAsync("2");
        await _world.StopAsync();

        Assert.Equal(["2"], Channel.Sent);
        Assert.Equal([DeliveryState.Retrying, DeliveryState.Delivered], await _world.StatesAsync("1", "2"));
    }

    [Fact]
    public async Task Stop_WhileOneIsUnderWay_WaitsForItAndTakesNoMore()
    {
        await _world.AnswerAsync("a", "1", "2");
        await Channel.StartedAsync("1");

        var stop = _world.StopAsync();
        Assert.False(await _world.AnswerAsync("b", "late"));
        Channel.Open("1");
        await Channel.StartedAsync("2");
        Assert.False(stop.IsCompleted);
        Channel.Open("2");
        await stop;

        Assert.Equal(["1", "2"], Channel.Sent);
        Assert.Equal([DeliveryState.Delivered, DeliveryState.Delivered, DeliveryState.Queued], await _world.StatesAsync("1", "2", "late"));
    }

    [Fact]
    public async Task Stop_TimeIsUp_BreaksOffAndTheNextWorkerSends()
    {
        await _world.AnswerAsync("a", "1", "2");
        await Channel.StartedAsync("1");

        await _world.Courier.StopAsync(new CancellationToken(canceled: true)).WaitAsync(GatedChannel.Patience);
        Assert.Empty(Channel.Sent);
        Channel.Open("1", "2");
        _world.LetLeasesRunOut();
        await _world.WorkAsync();

        Assert.Equal(["1", "2"], Channel.Sent);
    }

    [Fact]
    public async Task Stop_NothingUnderWay_EndsAtOnce() => await _world.StopAsync();
}
