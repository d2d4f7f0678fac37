using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OpsBot.Channels.DirectLine;

/// <summary>Gives out a file to its own conversation. Chats load pictures without headers, so the address may carry a token.</summary>
internal sealed class FileRoute(DirectLineAccess access, UploadStore uploads)
{
    public async Task<IResult> GetAsync(HttpRequest request, string conversationId, string fileId, CancellationToken cancellationToken)
    {
        var (who, refusal) = request.Query.ContainsKey("t")
            ? await access.ReadFileAsync(request, conversationId).ConfigureAwait(false)
            : await access.ReadAsync(request, conversationId).ConfigureAwait(false);
        if (who is null)
            return refusal!;
        if (await uploads.FindAsync(who, fileId, cancellationToken).ConfigureAwait(false) is not { } file)
            return DirectLineErrors.NoSuchFile;
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "private, no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Referrer-Policy"] = "no-referrer";
        var disposition = new ContentDispositionHeaderValue(FileTypes.IsPicture(file.ContentType) ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        return Results.Bytes(file.Content, file.ContentType == "text/plain" ? "text/plain; charset=utf-8" : file.ContentType);
    }
}
