using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DirectLine;

/// <summary>
/// Multipart posts. The activity in them is taken like any other; files are refused with a sentence that says so, because
/// nothing stores them: an answer of "received" would be untrue.
/// </summary>
internal sealed class UploadRoute(DirectLineAccess access, ActivityRoutes activities, IOptions<DirectLineOptions> options)
{
    private const string ActivityPart = "activity";
    private const int MaxBoundaryLength = 100;
    private const int MaxPartHeaders = 8;

    public async Task<IResult> PostAsync(HttpRequest request, string conversationId, CancellationToken cancellationToken)
    {
        var (who, refusal) = await access.ReadAsync(request, conversationId).ConfigureAwait(false);
        if (who is null)
            return refusal!;
        if (BoundaryOf(request) is not { } boundary)
            return DirectLineErrors.NoUploads;
        try
        {
            var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = MaxPartHeaders };
            return await ReadAsync(reader, who, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException && !cancellationToken.IsCancellationRequested)
        {
            return DirectLineErrors.Malformed(ChannelTexts.BadMultipart);
        }
    }

    private async Task<IResult> ReadAsync(MultipartReader reader, DirectLinePrincipal who, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxBodyBytes;
        byte[]? activity = null;
        while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } part)
        {
            if (activity is not null || part.GetContentDispositionHeader()?.Name.Value?.Trim('"') != ActivityPart)
                return DirectLineErrors.NoUploads;
            activity = await BoundedBody.ReadAsync(part.Body, limit, cancellationToken).ConfigureAwait(false);
            if (activity is null)
                return DirectLineErrors.TooLarge(limit);
        }
        return activity is null
            ? DirectLineErrors.Malformed(ChannelTexts.BadMultipart)
            : await activities.AcceptAsync(who, activity, cancellationToken).ConfigureAwait(false);
    }

    private static string? BoundaryOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        return boundary is { Length: > 0 and <= MaxBoundaryLength } ? boundary : null;
    }
}
