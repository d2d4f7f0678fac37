using OpsBot.Core.Regulations.Model;
using OpsBot.Web.Model;

namespace OpsBot.Core.Tests.Regulations.Model;

public sealed class ModelSentencePolisherTests
{
    private static readonly PolishRequest Request = new("不得超过5000字。", ["综合报告不得超过5000字。"]);

    private readonly HandMovedClock _clock = new();

    [Fact]
    public async Task Polish_HonestModel_GivesItsSentenceAndSeesOnlyClauseAndSentence()
    {
        using var stub = new ModelStub(ModelStub.Saying("综合报告不得超过5000字。"));

        var result = await Ask(stub);

        Assert.Equal(new PolishResult("综合报告不得超过5000字。", PolishOutcome.Polished), result);
        var sent = await stub.Request;
        Assert.StartsWith("POST /v1/chat/completions", sent);
        Assert.Contains("Authorization: Bearer key", sent);
        Assert.DoesNotContain("Cookie", sent);
    }

    public static TheoryData<string, PolishOutcome> Bad => new()
    {
        { ModelStub.Saying("综合报告可以写9000字。"), PolishOutcome.Rejected },
        { ModelStub.Saying("综合报告可以超过5000字。"), PolishOutcome.Rejected },
        { ModelStub.Saying(""), PolishOutcome.Rejected },
        { ModelStub.Saying("\\ud800"), PolishOutcome.Unreadable },
        { ModelStub.Http("200 OK", "not json"), PolishOutcome.Unreadable },
        { ModelStub.Http("200 OK", "[]"), PolishOutcome.Unreadable },
        { ModelStub.Http("200 OK", "{\"choices\":[]}"), PolishOutcome.Unreadable },
        { ModelStub.Http("200 OK", "{\"choices\":[{\"message\":{\"content\":5}}]}"), PolishOutcome.Unreadable },
        { ModelStub.Http("200 OK", new string('x', 200_000)), PolishOutcome.Unavailable },
        { ModelStub.Http("500 Internal Server Error", "{}"), PolishOutcome.Unavailable },
        { ModelStub.Http("302 Found", "", "Location: http://127.0.0.1:1/\r\n"), PolishOutcome.Unavailable },
        { "garbage that is no HTTP\r\n\r\n", PolishOutcome.Unavailable },
        { "", PolishOutcome.Unavailable },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Polish_BadModel_FallsBackToTheExtractiveSentence(string reply, PolishOutcome outcome)
    {
        using var stub = new ModelStub(reply);

        var result = await Ask(stub);

        Assert.Equal((Request.Sentence, outcome), (result.Sentence, result.Outcome));
    }

    [Fact]
    public async Task Polish_SilentModel_IsGivenUpAfterTwoSeconds()
    {
        using var stub = new ModelStub(null);
        var asked = Ask(stub);
        await stub.Request;

        _clock.Ring();

        Assert.Equal(new PolishResult(Request.Sentence, PolishOutcome.TimedOut), await asked);
        Assert.Equal(TimeSpan.FromSeconds(2), _clock.Due);
    }

    [Fact]
    public async Task Polish_NobodyListens_FallsBack()
    {
        var stub = new ModelStub(null);
        var endpoint = stub.Endpoint;
        stub.Dispose();

        using var polisher = Polisher(endpoint);
        Assert.Equal(PolishOutcome.Unavailable, (await polisher.PolishAsync(Request, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task Apply_LyingModel_LeavesTheAnswerAsItWas()
    {
        var answer = TestLibrary.Ask("浙江29条");
        using var stub = new ModelStub(ModelStub.Saying("可以随便考核排名。"));
        using var polisher = Polisher(stub.Endpoint);

        Assert.Same(answer, await new AnswerPolish(polisher, TestLibrary.Pack.Library).ApplyAsync(answer, CancellationToken.None));
    }

    [Theory]
    [InlineData(null, null, null, 0)]
    [InlineData("http://127.0.0.1:8000/v1", "m", "k", 0)]
    [InlineData("http://model.example/v1", "m", null, 0)]
    [InlineData("http://model.example/v1", "m", "k", 1)]
    [InlineData("ftp://model.example", null, null, 2)]
    [InlineData("nonsense", "m", null, 1)]
    public void Faults_Options_AreAllListed(string? endpoint, string? name, string? key, int faults) =>
        Assert.Equal(faults, new ModelOptions { Endpoint = endpoint, Name = name, Key = key }.Faults().Count);

    private async Task<PolishResult> Ask(ModelStub stub)
    {
        using var polisher = Polisher(stub.Endpoint);
        return await polisher.PolishAsync(Request, CancellationToken.None);
    }

    private ModelSentencePolisher Polisher(string endpoint) =>
        new(new ModelOptions { Endpoint = endpoint, Name = "m", Key = "key" }, AnswerPolish.ReadCheck(TestLibrary.Reader), _clock);
}
