using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Web.Demo;

/// <summary>The demo's own routes: who can be played, a token for one of them, and the clock. Never mapped beside a real messenger.</summary>
internal static class DemoEndpoints
{
    public const string Channel = "directline";
    private const int MaxBodyBytes = 16 * 1024;

    /// <summary>A person's one conversation, so that what the bot sends later lies in the same chat.</summary>
    public static string ConversationOf(string personId) => $"demo-{personId}";

    public static void MapOpsBotDemo(this IEndpointRouteBuilder routes, DemoDoor door)
    {
        var demo = routes.MapGroup("/api/demo").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        demo.AddEndpointFilter(door.FilterAsync);
        demo.AddEndpointFilter(AnswerStoreAwayAsync);
        demo.MapGet("/people", People);
        demo.MapPost("/token", TokenAsync);
        demo.MapGet("/clock", (DemoClock clock, HoursBook hours, ServedTenants tenants, CancellationToken cancellationToken) =>
            ShowAsync(clock, hours, tenants, cancellationToken));
        demo.MapPost("/clock", MoveAsync);
    }

    private static IResult People(IDirectory directory, ServedTenants tenants)
    {
        var snapshot = directory.Of(tenants.All[0]);
        return Results.Json(snapshot.People.Select(p => new { p.Id, p.Name, Unit = snapshot.Unit(p.UnitId)!.Name, Roles = p.Roles.Select(r => r.ToString().ToLowerInvariant()) }));
    }

    private static async Task<IResult> TokenAsync(HttpRequest request, IDirectory directory, ServedTenants tenants, DirectLineTokens tokens, IEntropySource entropy)
    {
        var tenant = tenants.All[0];
        var body = await ReadAsync(request);
        if (Text(body, "person") is not { } asked)
            return Fault("请给出 person，例如 {\"person\":\"chenmei\"}。可选的人见 GET /api/demo/people。");
        var snapshot = directory.Of(tenant);
        var person = snapshot.Person(asked) ?? snapshot.People.FirstOrDefault(p => p.Name == asked);
        if (person is null)
            return Results.Json(new { error = new { code = "NotFound", message = $"演示城市里没有“{asked}”。可选的人见 GET /api/demo/people。" } }, statusCode: 404);
        // A further conversation is for scripts that need many; what the bot sends by itself still goes to the person's own one.
        var conversationId = ConversationOf(person.Id) + (Text(body, "conversation") == "new" ? "-" + Identifier.From(entropy.Draw(), "conversation") : "");
        var token = tokens.Issue(tenant, conversationId, person.Id, person.Name);
        return Results.Json(new { token, conversationId, userId = person.Id, name = person.Name });
    }

    private static async Task<IResult> MoveAsync(HttpRequest request, DemoClock clock, DemoClockKeeper keeper, HoursBook hours, ServedTenants tenants, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request) is not { } body)
            return Fault("请求体不是 JSON。");
        if (ClockMove.Read(body, clock.GetUtcNow(), out var fault) is not { } target)
            return Fault(fault);
        var outcome = await keeper.MoveToAsync(target, cancellationToken);
        return outcome is CommitOutcome.Committed ? await ShowAsync(clock, hours, tenants, cancellationToken) : Results.Json(new { error = new { code = "Conflict", message = "时钟刚被别人拨过，请再试一次。" } }, statusCode: 409);
    }

    private static async Task<IResult> ShowAsync(DemoClock clock, HoursBook hours, ServedTenants tenants, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var edition = await hours.OfAsync(tenants.All[0], cancellationToken);
        var explained = edition.Hours.Territory.Explain(now);
        return Results.Json(new { now = explained.At, open = explained.IsOpen, nextOpening = explained.NextOpening, explain = explained.Text });
    }

    private static async ValueTask<object?> AnswerStoreAwayAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException)
        {
            return Results.Json(new { error = new { code = "ServiceUnavailable", message = "系统暂时不能保存，什么都没有改。请稍后再试。" } }, statusCode: 503);
        }
    }

    private static string? Text(JsonElement? body, string name) =>
        body is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IResult Fault(string message) => Results.Json(new { error = new { code = "BadRequest", message } }, statusCode: 400);

    private static async Task<JsonElement?> ReadAsync(HttpRequest request)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 8 }, request.HttpContext.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
