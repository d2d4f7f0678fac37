using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OpsBot.Channels.DirectLine;

/// <summary>
/// Reads an upload: an activity and its files as multipart, or one file as the whole body. Everything is held to its limit
/// while it is read.
/// </summary>
internal static class UploadReader
{
    private const string ActivityPart = "activity";
    private const string ActivityType = "application/vnd.microsoft.activity";
    private const int MaxBoundaryLength = 100;
    private const int MaxPartHeaders = 8;
    private const int MaxPartHeaderBytes = 4 * 1024;

    /// <summary>What was sent, or why it is refused.</summary>
    public static async Task<UploadReading> ReadAsync(
        StringSegment contentType, StringSegment disposition, Stream body, DirectLineOptions limits, CancellationToken cancellationToken)
    {
        try
        {
            if (BoundaryOf(contentType) is not { } boundary)
                return await ReadWholeAsync(disposition, body, limits, cancellationToken).ConfigureAwait(false);
            var reader = new MultipartReader(boundary, body) { HeadersCountLimit = MaxPartHeaders, HeadersLengthLimit = MaxPartHeaderBytes };
            return await ReadPartsAsync(reader, limits, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException && !cancellationToken.IsCancellationRequested)
        {
            return UploadReading.Refused(UploadFault.Malformed);
        }
    }

    private static async Task<UploadReading> ReadPartsAsync(MultipartReader reader, DirectLineOptions limits, CancellationToken cancellationToken)
    {
        byte[]? activity = null;
        var files = new List<SentFile>();
        while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
                return UploadReading.Refused(UploadFault.Malformed);
            if (IsActivity(part, disposition))
            {
                if (activity is not null)
                    return UploadReading.Refused(UploadFault.Malformed);
                activity = await BoundedBody.ReadAsync(part.Body, limits.MaxBodyBytes, cancellationToken).ConfigureAwait(false);
                if (activity is null)
                    return UploadReading.Refused(UploadFault.ActivityTooLarge);
                continue;
            }
            if (files.Count == limits.MaxUploadFiles)
                return UploadReading.Refused(UploadFault.TooManyFiles);
            var (file, fault) = await ReadFileAsync(NameOf(disposition), part.Body, limits, cancellationToken).ConfigureAwait(false);
            if (file is null)
                return UploadReading.Refused(fault);
            files.Add(file);
        }
        return activity is null && files.Count == 0 ? UploadReading.Refused(UploadFault.Malformed) : new UploadReading(activity, files, null);
    }

    private static async Task<UploadReading> ReadWholeAsync(StringSegment disposition, Stream body, DirectLineOptions limits, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(disposition, out var named))
            return UploadReading.Refused(UploadFault.Malformed);
        var (file, fault) = await ReadFileAsync(NameOf(named), body, limits, cancellationToken).ConfigureAwait(false);
        return file is null ? UploadReading.Refused(fault) : new UploadReading(null, [file], null);
    }

    private static async Task<(SentFile? File, UploadFault Fault)> ReadFileAsync(string name, Stream body, DirectLineOptions limits, CancellationToken cancellationToken)
    {
        if (await BoundedBody.ReadAsync(body, limits.MaxUploadBytes, cancellationToken).ConfigureAwait(false) is not { } content)
            return (null, UploadFault.FileTooLarge);
        return FileTypes.Recognise(content, name) is { } type ? (new SentFile(name, type, content), default) : (null, UploadFault.TypeNotTaken);
    }

    private static bool IsActivity(MultipartSection part, ContentDispositionHeaderValue disposition) =>
        Parameter(disposition, "name") == ActivityPart
        || part.ContentType?.StartsWith(ActivityType, StringComparison.OrdinalIgnoreCase) == true;

    private static string NameOf(ContentDispositionHeaderValue disposition) =>
        FileTypes.CleanName(Decoded(Parameter(disposition, "filename*")) ?? Parameter(disposition, "filename"));

    // The header's own properties throw on a name that is cut off, so its parts are read as they are.
    private static string? Parameter(ContentDispositionHeaderValue disposition, string name) =>
        HeaderUtilities.RemoveQuotes(disposition.Parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value ?? default).Value;

    private static string? Decoded(string? star) =>
        star?.Split('\'', 3) is [var encoding, _, var name] && encoding.Equals("UTF-8", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(name) : null;

    private static string? BoundaryOf(StringSegment contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        return boundary is { Length: > 0 and <= MaxBoundaryLength } ? boundary : null;
    }
}
