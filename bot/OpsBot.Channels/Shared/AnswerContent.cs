using System.Net;

namespace OpsBot.Channels.Shared;

/// <summary>Carries an answer that was judged through the layers of the HTTP client, which know nothing but responses.</summary>
internal sealed class AnswerContent(VendorAnswer answer) : HttpContent
{
    public VendorAnswer Answer => answer;

    /// <summary>A response that every layer hands on.</summary>
    public static HttpResponseMessage Respond(HttpRequestMessage request, VendorAnswer answer) =>
        new(HttpStatusCode.OK) { RequestMessage = request, Content = new AnswerContent(answer) };

    /// <summary>The answer in a response.</summary>
    public static VendorAnswer Of(HttpResponseMessage response) => ((AnswerContent)response.Content).Answer;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    protected override bool TryComputeLength(out long length)
    {
        // Not told: an empty content would not be read at all.
        length = 0;
        return false;
    }
}
