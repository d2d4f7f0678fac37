using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OpsBot.Web.Hosting;

/// <summary><c>/health/live</c>: the process runs and none of its supervisors has died; 503 when only a new start helps.
/// <c>/health/ready</c>: it can serve; 503 with the reason while it cannot. A body that says "degraded" still comes with 200:
/// it serves, and says what somebody must see to.</summary>
internal static class HealthRoutes
{
    public static void MapOpsBotHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", Tagged("live", healthy: "live"));
        routes.MapHealthChecks("/health/ready", Tagged("ready", healthy: "healthy"));
    }

    private static HealthCheckOptions Tagged(string tag, string healthy) => new()
    {
        Predicate = check => check.Tags.Contains(tag),
        ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new
        {
            status = report.Status == HealthStatus.Healthy ? healthy : report.Status.ToString().ToLowerInvariant(),
            checks = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString().ToLowerInvariant(), e.Value.Description, e.Value.Data }),
        }),
    };
}
