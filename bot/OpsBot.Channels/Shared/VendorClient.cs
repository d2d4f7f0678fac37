using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Core.Delivery.Rates;
using Refit;

namespace OpsBot.Channels.Shared;

/// <summary>How a vendor is called. All else is the same for all (<see cref="SafeConnections"/>, <see cref="LimitsHandler"/>).</summary>
internal sealed record VendorClient
{
    private const int UsualBytes = 1024 * 1024;
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(10);

    /// <summary>Gives the deployment's address for a documented one.</summary>
    public required Func<Uri, Uri> Locate { get; init; }

    /// <summary>The vendor's table of codes.</summary>
    public required Func<VendorAnswer, RateScope, VendorAnswer> Judge { get; init; }

    /// <summary>Null: no call needs a token.</summary>
    public TokenHandler? Tokens { get; init; }

    /// <summary>Null: nothing is signed.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task>? Sign { get; init; }

    /// <summary>Longest wait for one answer.</summary>
    public TimeSpan Patience { get; init; } = UsualPatience;

    /// <summary>Largest answer, in bytes.</summary>
    public int MaxAnswerBytes { get; init; } = UsualBytes;

    /// <summary>Measures <see cref="Patience"/>: sockets wait in real time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Fixed headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Adds the client of an interface.</summary>
    /// <typeparam name="T">Names the vendor's calls.</typeparam>
    public static IHttpClientBuilder Add<T>(IServiceCollection services, JsonSerializerContext json, Func<IServiceProvider, VendorClient> describe)
        where T : class
    {
        services.AddKeyedSingleton(typeof(T), (all, _) => describe(all));
        return services.AddRefitGeneratedClient<T>(Settings(json))
            .ConfigureHttpClient((all, http) => Of<T>(all).Prepare(http))
            .ConfigurePrimaryHttpMessageHandler(SafeConnections.New)
            .ConfigureAdditionalHttpMessageHandlers((handlers, all) => Of<T>(all).AddHandlers(handlers))
            // Connections are renewed by their own age, and the channels hold their clients for good.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // They would write addresses, in which tokens stand.
            .RemoveAllLoggers();
    }

    private static VendorClient Of<T>(IServiceProvider all) => all.GetRequiredKeyedService<VendorClient>(typeof(T));

    private static RefitSettings Settings(JsonSerializerContext json) => new(new VendorSerializer(json))
    {
        RequestBodySerialization = RequestBodySerializationMode.Buffered,
        // Refit's own exceptions hold the request, in whose address a token may stand. Answers of every kind come as values.
        ExceptionFactory = _ => new((Exception?)null),
        TransportExceptionFactory = (_, fault, _) => fault,
        DeserializationExceptionFactory = (_, fault) => new(fault),
    };

    private void Prepare(HttpClient http)
    {
        http.BaseAddress = AddressHandler.Documented;
        // Each exchange has its own limit; fetching a token is one of its own.
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        foreach (var (name, value) in Headers)
            http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
    }

    private void AddHandlers(IList<DelegatingHandler> handlers)
    {
        if (Tokens is not null)
            handlers.Add(Tokens);
        handlers.Add(new JudgementHandler(Judge));
        handlers.Add(new AddressHandler(Locate));
        if (Sign is not null)
            handlers.Add(new SigningHandler(Sign));
        handlers.Add(new LimitsHandler(Patience, MaxAnswerBytes, Clock));
    }
}
