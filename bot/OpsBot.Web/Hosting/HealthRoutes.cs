using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace OpsBot.Web.Hosting;

/// <summary><c>/health/live</c>: the process runs. <c>/health/ready</c>: it can serve; 503 with the reason while it cannot.
/// A body that says "degraded" still comes with 200: it serves, and says what somebody must see to.</summary>
internal static class HealthRoutes
{
    public static void MapOpsBotHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains("ready"),
            ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new
            {
                status = report.Status.ToString().ToLowerInvariant(),
                checks = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString().ToLowerInvariant(), e.Value.Description, e.Value.Data }),
            }),
        });
    }
}
