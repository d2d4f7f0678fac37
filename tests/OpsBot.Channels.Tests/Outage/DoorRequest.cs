using Microsoft.AspNetCore.Http;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>One request that reached the door.</summary>
internal sealed record DoorRequest(string Method, string Path, string Query, IHeaderDictionary Headers, string Body);
