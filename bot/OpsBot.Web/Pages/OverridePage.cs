using Microsoft.AspNetCore.Mvc;
using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Overrides;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Pages;

/// <summary>
/// <c>/override</c>: one person decides on one override, by a signed link from the chat. A decision is a turn of that person
/// like a pressed button, so the same rules, roles and audit hold; the link's nonce is the message id, so it counts once.
/// </summary>
internal sealed class OverridePage(
    OverrideLinks links, OverrideRules rules, IRecordReader records, TurnHandler turns, IDirectory directory, ServedTenants tenants, IEntropySource entropy, TimeProvider clock, Core.WorkTime.WorkSchedule schedule)
{
    private const int MaxBodyBytes = 16 * 1024;

    private TenantId Tenant => tenants.All[0];

    /// <summary>Maps the page. In a demo, where anyone may be anyone, it gives out the links by itself.</summary>
    public static void Map(IEndpointRouteBuilder routes, bool demo)
    {
        var group = routes.MapGroup("/override").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        group.AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (StoreUnavailableException)
            {
                return OverrideHtml.Notice(OverridePageTexts.StoreAway, 503);
            }
        });
        group.MapGet("", (HttpRequest request, OverridePage page, CancellationToken cancellationToken) =>
            demo && !request.Query.ContainsKey("t") ? page.DemoAsync(cancellationToken) : page.ShowAsync(request.Query["t"].ToString(), null, cancellationToken));
        group.MapPost("", async (HttpRequest request, OverridePage page, CancellationToken cancellationToken) =>
            request.HasFormContentType
                ? await page.DecideAsync(await request.ReadFormAsync(cancellationToken), cancellationToken)
                : OverrideHtml.Notice(OverridePageTexts.BadLink, 400));
    }

    private async Task<IResult> ShowAsync(string ticketText, string? notice, CancellationToken cancellationToken)
    {
        if (links.Read(ticketText, clock.GetUtcNow()) is not { } ticket || await LoadAsync(ticket.OverrideId, cancellationToken) is not var (item, circular))
            return OverrideHtml.Notice(OverridePageTexts.BadLink, 403);
        var snapshot = directory.Of(Tenant);
        var facts = OverrideTexts.Facts(item, rules, snapshot, schedule.UtcOffset);
        var mayDecide = notice is null && item.Status == OverrideStatus.Pending && rules.MayDecide(snapshot.Person(ticket.PersonId)) && item.RequesterId != ticket.PersonId;
        return OverrideHtml.Decision(notice, item.Id, facts, circular?.Text, mayDecide ? ticketText : null);
    }

    private async Task<IResult> DecideAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        var ticketText = form["t"].ToString();
        if (links.Read(ticketText, clock.GetUtcNow()) is not { } ticket || await LoadAsync(ticket.OverrideId, cancellationToken) is not var (before, circular))
            return OverrideHtml.Notice(OverridePageTexts.BadLink, 403);
        var approve = form["decision"] == "approve";
        var reason = form["reason"].ToString().Trim();
        if (!approve && reason.Length == 0)
            return OverrideHtml.Notice(OverridePageTexts.ReasonMissing, 400);
        if (directory.Of(Tenant).Person(ticket.PersonId)?.Addresses.FirstOrDefault(a => a.AccountId is not null) is not { } address)
            return OverrideHtml.Notice(OverridePageTexts.NoAddress, 403);
        var outcome = await turns.HandleAsync(
            new InboundMessage
            {
                Tenant = Tenant,
                Key = new ConversationKey(address.Channel, address.ConversationId, address.AccountId!),
                MessageId = $"override-page/{ticket.Nonce}",
                Text = "",
                Action = ActionFor(before, circular, approve, reason),
                ReplyAddress = address,
            },
            cancellationToken);
        if (outcome == TurnOutcome.Busy)
            return OverrideHtml.Notice(OverridePageTexts.Busy, 503);
        var changed = await LoadAsync(ticket.OverrideId, cancellationToken) is var (after, _) && after.Status != before.Status;
        return await ShowAsync(ticketText, outcome == TurnOutcome.Duplicate ? OverridePageTexts.Used : changed ? OverridePageTexts.Done : OverridePageTexts.Refused, cancellationToken);
    }

    /// <summary>What waits together with its circular is decided with it.</summary>
    private static BotAction ActionFor(Override item, Circular? circular, bool approve, string reason)
    {
        if (circular is { Status: CircularStatus.Pending })
        {
            var action = CircularCommand.Button(approve ? CircularCommandKind.Approve : CircularCommandKind.Return, circular.Id);
            return action with { Args = new Dictionary<string, string>(action.Args) { ["reason"] = reason } };
        }
        return OverrideCommand.Button(approve ? OverrideCommandKind.Approve : OverrideCommandKind.Reject, item.Id);
    }

    private async Task<IResult> DemoAsync(CancellationToken cancellationToken)
    {
        var snapshot = directory.Of(Tenant);
        var sections = new List<(string Heading, string Text, string Link)>();
        foreach (var id in await records.ListAsync(Tenant, OverrideIndexes.OldestPending, cancellationToken))
            if (await LoadAsync(id, cancellationToken) is var (item, _))
                foreach (var person in OverridePolicy.ApproversFor(item.RequesterId, rules, snapshot))
                    sections.Add((OverridePageTexts.DemoHeading(person.Name), $"{item.Id} {item.Terms.Reason}",
                        $"/override?t={links.Issue(item.Id, person.Id, clock.GetUtcNow(), Identifier.From(entropy.Draw(), "override-page"))}"));
        return OverrideHtml.Links(sections);
    }

    private async Task<(Override Item, Circular? Circular)?> LoadAsync(string id, CancellationToken cancellationToken)
    {
        var found = await records.GetAsync(Tenant, [Override.Kind.Key(id)], cancellationToken);
        if (found.Count == 0)
            return null;
        var item = Override.Kind.Read(found[0]).Value;
        var circulars = await records.GetAsync(Tenant, [Circular.Kind.Key(item.Subject[(item.Subject.IndexOf(':', StringComparison.Ordinal) + 1)..])], cancellationToken);
        return (item, circulars.Count > 0 ? Circular.Kind.Read(circulars[0]).Value : null);
    }
}
