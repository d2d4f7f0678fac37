using OpsBot.Core.Regulations.Model;
using OpsBot.Web.Model;

namespace OpsBot.Core.Tests.Regulations.Model;

/// <summary>The optional model in a chat turn: it may change the first line and nothing else.</summary>
public sealed class ModelInChatTests
{
    private static readonly string Extractive = TestLibrary.Ask(RegulationChat.Question).Text;

    [Fact]
    public async Task Say_HonestModel_ReplacesTheFirstLineOnly()
    {
        using var stub = new ModelStub(ModelStub.Saying("按文件，原则上不可以在晚上布置工作。出处是媒体报道，仅供参考："));

        var reply = await AskAsync(stub);

        Assert.StartsWith("按文件，原则上不可以在晚上布置工作", reply);
        Assert.Equal(Extractive.Split('\n', 2)[1], reply.Split('\n', 2)[1]);
        Assert.DoesNotContain("派活", await stub.Request);
    }

    [Theory]
    [InlineData("按文件，完全可以这样做。")]
    [InlineData("按文件，晚上8点以后不可以这样做。")]
    public async Task Say_LyingModel_GetsTheExtractiveAnswer(string sentence)
    {
        using var stub = new ModelStub(ModelStub.Saying(sentence));

        Assert.Equal(Extractive, await AskAsync(stub));
    }

    [Fact]
    public async Task Say_BrokenModel_GetsTheExtractiveAnswer()
    {
        using var stub = new ModelStub("");

        Assert.Equal(Extractive, await AskAsync(stub));
    }

    private static async Task<string> AskAsync(ModelStub stub)
    {
        var check = AnswerPolish.ReadCheck(TestLibrary.Reader);
        using var model = new ModelSentencePolisher(new ModelOptions { Endpoint = stub.Endpoint, Name = "stub" }, check, TimeProvider.System);
        return (await new RegulationChat(model: model).SayAsync(RegulationChat.Stranger, RegulationChat.Question)).Text;
    }
}
