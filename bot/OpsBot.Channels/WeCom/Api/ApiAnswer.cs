using System.Text.Json.Nodes;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>What became of one call of the API.</summary>
internal abstract record ApiAnswer
{
    private ApiAnswer()
    {
    }

    /// <summary>errcode 0.</summary>
    public sealed record Done(JsonObject Body) : ApiAnswer;

    /// <summary>An errcode; its text is the vendor's and may change, so it is not kept.</summary>
    public sealed record Failed(int Code) : ApiAnswer;

    /// <summary>The HTTP layer asks to slow down.</summary>
    public sealed record SlowDown(TimeSpan After) : ApiAnswer;

    /// <summary>No answer that can be read; whether it was done is unknown.</summary>
    /// <param name="Reason">A code.</param>
    public sealed record Unclear(string Reason) : ApiAnswer;
}
