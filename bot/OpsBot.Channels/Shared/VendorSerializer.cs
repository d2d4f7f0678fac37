using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace OpsBot.Channels.Shared;

/// <summary>
/// Writes bodies with a vendor's generated JSON and gives back the answers that were read and judged before. Answers are not
/// read into types: a field of an unexpected kind in an answer that says "done" must not have the message sent again.
/// </summary>
internal sealed class VendorSerializer(JsonSerializerContext json) : IHttpContentSerializer, ISynchronousContentSerializer
{
    /// <summary>
    /// Options for the generated JSON of a vendor. The relaxed encoder leaves Chinese, quotes and ampersands as they are: a
    /// body is never part of a page, the vendors count its bytes, and a created encoder would still escape "&amp;" and "+".
    /// </summary>
    public static JsonSerializerOptions NewOptions() => new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public HttpContent ToHttpContent<T>(T item) => ToHttpContentSynchronous(item);

    public HttpContent ToStreamingHttpContent<T>(T item) => ToHttpContentSynchronous(item);

    /// <summary>The whole body, so that its length is told and it can be sent again with another token.</summary>
    public HttpContent ToHttpContentSynchronous<T>(T item) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(item, (JsonTypeInfo<T>)json.Options.GetTypeInfo(typeof(T))))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
        };

    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default) =>
        Task.FromResult((T?)(object)((AnswerContent)content).Answer);

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;
}
