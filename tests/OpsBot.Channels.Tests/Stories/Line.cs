using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>One channel with its fake platform: how people's phones speak to the bot through it, and what they show.</summary>
internal abstract class Line : IAsyncDisposable
{
    private StoryHost? _host;

    /// <summary>The bot behind it, once it runs.</summary>
    protected StoryHost Host => _host!;

    /// <summary>Where the bot reaches a person of the directory.</summary>
    public abstract Address AddressOf(string person);

    /// <summary>The platform starts before the bot.</summary>
    public virtual Task StartAsync(TimeProvider clock) => Task.CompletedTask;

    /// <summary>The channel as the product adds it.</summary>
    public abstract void Add(IServiceCollection services);

    /// <summary>Its routes as the product maps them.</summary>
    public abstract void Map(WebApplication app);

    /// <summary>The bot runs.</summary>
    public virtual Task RunsAsync(StoryHost host)
    {
        _host = host;
        return Task.CompletedTask;
    }

    /// <summary>What a person does once before the bot can speak first.</summary>
    public virtual Task OpenAsync(string person) => Task.CompletedTask;

    /// <summary>Types; gives the status of the answer.</summary>
    public abstract Task<int> SayAsync(string person, string text, string messageId, DateTimeOffset at);

    /// <summary>Presses; gives the status of the answer.</summary>
    public abstract Task<int> PressAsync(string person, JsonNode button, string messageId);

    /// <summary>All that the phone has shown so far, oldest first.</summary>
    public abstract Task<IReadOnlyList<Shown>> ShownToAsync(string person);

    /// <summary>The platform has nothing to complain about.</summary>
    public virtual void AssertContent()
    {
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
