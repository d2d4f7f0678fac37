using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>A messenger with its fake platform, as the outage needs it.</summary>
internal interface IVendor : IAsyncDisposable
{
    /// <summary>The fake platform.</summary>
    Uri Url { get; }

    /// <summary>Starts the fake and adds the real channel, which finds the platform behind <paramref name="door"/>.</summary>
    Task StartAsync(TimeProvider clock);

    void Add(IServiceCollection services, Uri door, TenantId tenant);

    void Map(WebApplication app);

    /// <summary>How the directory names an account.</summary>
    Address AddressOf(string account);

    /// <summary>The messenger delivers what a person said.</summary>
    Task<HttpStatusCode> SayAsync(Uri bot, string account, string text, string messageId, DateTimeOffset now);

    /// <summary>The path that gives tokens.</summary>
    bool GivesTokens(DoorRequest request);

    /// <summary>The token of a request; null: it needs none.</summary>
    string? TokenOf(DoorRequest request);

    /// <summary>The vendor's own answer to a token that ran out.</summary>
    (int Status, string Body) TokenExpired { get; }

    /// <summary>The vendor's own word for "taken".</summary>
    bool Took(DoorRequest request, int status, string body);

    /// <summary>The fake gives another token from now on.</summary>
    void Revoke();

    /// <summary>The keys with which the platform signs are replaced.</summary>
    void ReplaceKeys();

    /// <summary>What the fake itself has to say at the end.</summary>
    void Check(ILookup<string, Passage> shown);
}
