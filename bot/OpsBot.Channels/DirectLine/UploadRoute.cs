using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DirectLine;

/// <summary>
/// Posts with files. The files are stored first and the activity that names them is taken like any other; without it they
/// are only seen by their deletion.
/// </summary>
internal sealed class UploadRoute(DirectLineAccess access, ActivityRoutes activities, UploadRate rate, IOptions<DirectLineOptions> options)
{
    public async Task<IResult> PostAsync(HttpRequest request, string conversationId, CancellationToken cancellationToken)
    {
        var (who, refusal) = await access.ReadAsync(request, conversationId).ConfigureAwait(false);
        if (who is null)
            return refusal!;
        var limits = options.Value;
        // One part's headers more do not matter; a body that says that it is far too long is not read at all.
        if (request.ContentLength > limits.MaxBodyBytes + ((long)limits.MaxUploadBytes * limits.MaxUploadFiles) + limits.MaxBodyBytes)
            return DirectLineErrors.FileTooLarge(limits.MaxUploadBytes);
        var reading = await UploadReader.ReadAsync(request.ContentType, request.Headers.ContentDisposition.ToString(), request.Body, limits, cancellationToken).ConfigureAwait(false);
        if (reading.Fault is { } fault)
            return Refuse(fault, limits);
        if (who.IsAnonymous && reading.Activity?.Length > limits.VisitorBodyBytes)
            return DirectLineErrors.TooLarge(limits.VisitorBodyBytes);
        // A visitor's files are not stored.
        if (!who.IsAnonymous && rate.Take(reading.Files.Sum(f => f.Content.Length)) is { } after)
            return DirectLineErrors.TooFast(after);
        return await activities.AcceptAsync(who, reading.Activity ?? "{\"type\":\"message\"}"u8.ToArray(), reading.Files, cancellationToken).ConfigureAwait(false);
    }

    private static IResult Refuse(UploadFault fault, DirectLineOptions limits) => fault switch
    {
        UploadFault.ActivityTooLarge => DirectLineErrors.TooLarge(limits.MaxBodyBytes),
        UploadFault.FileTooLarge => DirectLineErrors.FileTooLarge(limits.MaxUploadBytes),
        UploadFault.TooManyFiles => DirectLineErrors.TooManyFiles(limits.MaxUploadFiles),
        UploadFault.TypeNotTaken => DirectLineErrors.FileTypeNotTaken,
        _ => DirectLineErrors.Malformed(ChannelTexts.BadMultipart),
    };
}
