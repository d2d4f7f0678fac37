using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.Shared;

/// <summary>
/// Makes one value of whatever came: the status, the vendor's code, the pause it asks for, or that nothing came. So no
/// exception, which would hold the address and with it a token, leaves a vendor's client. Tries nothing again: that is the
/// outbox's.
/// </summary>
/// <param name="judge">The vendor's table: adds to an answer what it means; the scope is whose limit the call counts against.</param>
internal sealed class JudgementHandler(Func<VendorAnswer, RateScope, VendorAnswer> judge) : DelegatingHandler
{
    /// <summary>Names the parameter of a call that says whose limit it counts against; the application's where there is none.</summary>
    public const string Limit = "opsbot.limit";

    private static readonly HttpRequestOptionsKey<object> LimitKey = new(Limit);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(request, cancellationToken).ConfigureAwait(false);
        return AnswerContent.Respond(request, judge(answer, request.Options.TryGetValue(LimitKey, out var limit) ? (RateScope)limit : RateScope.App));
    }

    private async Task<VendorAnswer> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return new VendorAnswer((int)response.StatusCode, WireJson.ReadObject(bytes), RetryAfter.Of(response.Headers));
        }
        catch (HttpRequestException fault)
        {
            return VendorAnswer.Without(fault.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? VendorAnswer.TooLarge : VendorAnswer.NoAnswer);
        }
        catch (TimeoutException)
        {
            return VendorAnswer.Without(VendorAnswer.TooLate);
        }
    }
}
