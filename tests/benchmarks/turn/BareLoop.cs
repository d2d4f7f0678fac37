using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using StackExchange.Redis;

namespace OpsBot.Benchmarks.Turn;

/// <summary>
/// The least that a turn can be on Kestrel: parse, one GET, one SET, one POST of an answer. No token is checked, nothing is
/// understood, a repeated message counts twice, and a crash between SET and POST loses the answer.
/// </summary>
internal static class BareLoop
{
    public static async Task<int> RunAsync(string port, string redisPort)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{redisPort}");
        var turn = new Turn(redis.GetDatabase());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        app.MapGet("/health/ready", () => "ok");
        app.MapPost("/api/messages", (RequestDelegate)turn.TakeAsync);
        await app.RunAsync();
        return 0;
    }

    private sealed class Turn(IDatabase redis)
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });

        public async Task TakeAsync(HttpContext context)
        {
            using var activity = await JsonDocument.ParseAsync(context.Request.Body);
            var root = activity.RootElement;
            var conversation = root.GetProperty("conversation").GetProperty("id").GetString()!;
            var key = (RedisKey)$"bare/{root.GetProperty("channelId").GetString()}/{conversation}";
            var stored = (byte[]?)await redis.StringGetAsync(key);
            var turns = stored is null ? 1 : JsonSerializer.Deserialize<State>(stored)!.Turns + 1;
            await redis.StringSetAsync(key, JsonSerializer.SerializeToUtf8Bytes(new State(turns, root.GetProperty("text").GetString()!)));
            await AnswerAsync(root, conversation, turns);
            context.Response.ContentLength = 0;
        }

        private async Task AnswerAsync(JsonElement activity, string conversation, int turns)
        {
            var id = activity.GetProperty("id").GetString()!;
            var body = new ArrayBufferWriter<byte>(512);
            using (var json = new Utf8JsonWriter(body))
            {
                json.WriteStartObject();
                json.WriteString("type", "message");
                json.WriteString("text", $"第{turns}条：{activity.GetProperty("text").GetString()}");
                json.WriteString("replyToId", id);
                foreach (var (name, from) in new[] { ("from", "recipient"), ("recipient", "from"), ("conversation", "conversation") })
                {
                    json.WritePropertyName(name);
                    activity.GetProperty(from).WriteTo(json);
                }
                json.WriteEndObject();
            }
            var address = $"{activity.GetProperty("serviceUrl").GetString()}/v3/conversations/{Uri.EscapeDataString(conversation)}/activities/{Uri.EscapeDataString(id)}";
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body.WrittenMemory) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }
    }

    private sealed record State(int Turns, string Last);
}
