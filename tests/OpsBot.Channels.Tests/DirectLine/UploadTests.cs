using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>Files: taken within their limits, read by their own conversation only, and gone at their time.</summary>
public sealed class UploadTests
{
    private const string Upload = "/conversations/conv-1/upload?userId=forged";
    private const string Activities = "/conversations/conv-1/activities";
    private const string Message = """{"type":"message","text":"看图","from":{"id":"forged"},"attachments":[{"contentType":"image/png","name":"图.png"}],"channelData":{"clientActivityID":"up-1"}}""";
    private static readonly TenantId Tenant = TenantId.Parse("quanzhou");
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n and the rest"u8];

    [Fact]
    public async Task Upload_ActivityAlone_IsTakenLikeAPost()
    {
        await using var host = await DirectLineHost.StartAsync();
        using var form = Form("""{"type":"message","text":"只有文字","channelData":{"clientActivityID":"up-1"}}""");

        var answer = await host.SendAsync(HttpMethod.Post, Upload, host.Token(), form);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var message = host.Bot.Received.Single();
        Assert.Equal(("只有文字", "dl_zhang", false), (message.Text, message.Key.SenderId, message.HasFiles));
    }

    [Fact]
    public async Task Upload_WithAFile_IsEchoedWithAnAddressThatOnlyTheConversationOpens()
    {
        await using var host = await DirectLineHost.StartAsync();

        var posted = await PostAsync(host, Message, ("图.png", Png));

        Assert.Equal(HttpStatusCode.OK, posted.Status);
        Assert.True(host.Bot.Received.Single().HasFiles);
        var echo = (await host.GetAsync(Activities, host.Token())).Activities[0];
        Assert.Equal((posted.Text("id"), "up-1"), (echo["id"]!.GetValue<string>(), echo["channelData"]!["clientActivityID"]!.GetValue<string>()));
        var attachment = echo["attachments"]!.AsArray().Single()!;
        Assert.Equal(("image/png", "图.png"), ((string?)attachment["contentType"], (string?)attachment["name"]));
        var address = (string)attachment["contentUrl"]!;
        Assert.StartsWith(host.Url + "/conversations/conv-1/files/", address, StringComparison.Ordinal);
        // The log itself holds no address and no token: they are made for whoever reads.
        Assert.All(host.Log.All, e => Assert.DoesNotContain("http", e.Json, StringComparison.Ordinal));

        using var file = await host.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal(Png, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("nosniff", "default-src 'none'; sandbox"), (file.Headers.GetValues("X-Content-Type-Options").Single(), file.Headers.GetValues("Content-Security-Policy").Single()));
        Assert.True(file.Headers.CacheControl!.NoStore);

        var bare = address.Split('?')[0];
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, bare, host.Token()));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, bare, null));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host, bare, host.Token("conv-2")));
        // Another conversation that asks for it under its own path.
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(host, bare.Replace("conv-1", "conv-2", StringComparison.Ordinal), host.Token("conv-2")));
        // A token of the chat does not open an address, a token of an address does not open the chat.
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host, bare + "?t=" + host.Token(), null));
        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync(Activities, address.Split("?t=")[1])).Status);
        host.Clock.Now += TimeSpan.FromMinutes(31);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host, address, null));
    }

    [Fact]
    public async Task Upload_Repeated_StoresOnce()
    {
        await using var host = await DirectLineHost.StartAsync();

        var first = await PostAsync(host, Message, ("图.png", Png));
        var again = await PostAsync(host, Message, ("图.png", Png));

        Assert.Equal(first.Text("id"), again.Text("id"));
        Assert.Single(host.Bot.Received);
        Assert.Single(await FilesAsync(host));
    }

    [Fact]
    public async Task Upload_AtItsTime_IsDeleted()
    {
        await using var host = await DirectLineHost.StartAsync();
        await PostAsync(host, Message, ("图.png", Png));
        var due = Assert.Single(await DuesAsync(host));
        var handler = new RecordExpiryHandler(host.Store.Records, host.Store.Changes, new SeededEntropy(), host.Clock);

        await handler.HandleAsync(Tenant, due["expire/".Length..], CancellationToken.None);
        Assert.Single(await FilesAsync(host));
        host.Clock.Now += TimeSpan.FromDays(1);
        await handler.HandleAsync(Tenant, due["expire/".Length..], CancellationToken.None);

        Assert.Empty(await FilesAsync(host));
        Assert.Empty(await DuesAsync(host));
        var echo = (await host.GetAsync(Activities, host.Token())).Activities[0];
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(host, (string)echo["attachments"]![0]!["contentUrl"]!, null));
    }

    [Fact]
    public async Task Upload_OneFileAsTheBody_IsAMessageOfItself()
    {
        await using var host = await DirectLineHost.StartAsync();
        using var content = new ByteArrayContent("%PDF-1.7 x"u8.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.TryAddWithoutValidation("Content-Disposition", "attachment; filename*=UTF-8''..%2F%E9%80%9A%E7%9F%A5%E2%80%AEfdp.pdf");

        var answer = await host.SendAsync(HttpMethod.Post, Upload, host.Token(), content);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var file = (await host.GetAsync(Activities, host.Token())).Activities[0]["attachments"]![0]!;
        Assert.Equal("application/pdf", (string?)file["contentType"]);
        Assert.DoesNotContain((string)file["name"]!, c => c is '/' or '\u202E');
    }

    public static TheoryData<string, string, int, string> Refused => new()
    {
        { "a page", "a.html|<script>alert(1)</script>", 415, "FileTypeNotTaken" },
        { "a page named as a picture", "a.png|<script>alert(1)</script>", 415, "FileTypeNotTaken" },
        { "a drawing that can run", "a.svg|<svg onload='x'/>", 415, "FileTypeNotTaken" },
        { "a program", "a.exe|MZ\0\0", 415, "FileTypeNotTaken" },
        { "an archive", "a.zip|PK\u0003\u0004x", 415, "FileTypeNotTaken" },
        { "no text", "a.txt|a\0b", 415, "FileTypeNotTaken" },
        { "nothing", "a.txt|", 415, "FileTypeNotTaken" },
        { "too large", "a.txt|" + new string('x', 2001), 413, "FileTooBig" },
        { "too many", "a.txt|x;b.txt|x;c.txt|x", 413, "TooManyFiles" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Upload_WhatIsNotTaken_IsRefusedAndNothingIsStoredOrLogged(string name, string files, int status, string code)
    {
        await using var host = await DirectLineHost.StartAsync(o => (o.MaxUploadBytes, o.MaxUploadFiles) = (2000, 2));
        var given = files.Split(';').Select(f => f.Split('|')).Select(f => (f[0], Encoding.UTF8.GetBytes(f[1]))).ToArray();

        var answer = await PostAsync(host, Message, given);

        Assert.True(status == (int)answer.Status && code == answer.ErrorCode, $"{name}: {answer.Status} {answer.ErrorCode}");
        Assert.EndsWith("。", answer.Body["error"]!["message"]!.GetValue<string>());
        Assert.Empty(host.Bot.Received);
        Assert.Empty(host.Log.All);
        Assert.Empty(await FilesAsync(host));
        Assert.DoesNotContain(host.Lines.Lines, l => l.Contains("看图", StringComparison.Ordinal) || l.Contains("script", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"activity\"\r\n\r\n{\"type\":")]
    [InlineData("")]
    [InlineData("--b--\r\n")]
    [InlineData("--b\r\n\r\nx\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"activity\"\r\n\r\n{}\r\n--b\r\nContent-Disposition: form-data; name=\"activity\"\r\n\r\n{}\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"activity\"\r\n\r\n{\"type\":\"event\",\"name\":\"x\"}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nx\r\n--b--\r\n")]
    public async Task Upload_BadMultipart_Is400AndNothingIsStored(string body)
    {
        await using var host = await DirectLineHost.StartAsync();
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");

        var answer = await host.SendAsync(HttpMethod.Post, Upload, host.Token(), content);

        Assert.Equal((HttpStatusCode.BadRequest, "BadArgument"), (answer.Status, answer.ErrorCode));
        Assert.Empty(host.Bot.Received);
        Assert.Empty(await FilesAsync(host));
    }

    [Fact]
    public async Task Upload_MoreThanTheHoursShare_Is429()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.UploadMegabytesPerHour = 1);
        var large = new byte[800 * 1024];
        "%PDF-"u8.CopyTo(large);

        var first = await PostAsync(host, """{"type":"message","text":"一"}""", ("a.pdf", large));
        var second = await PostAsync(host, """{"type":"message","text":"二"}""", ("a.pdf", large));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.Status, second.Status));
        Assert.NotNull(second.RetryAfter);
        Assert.Single(await FilesAsync(host));
    }

    private static async Task<DirectLineHost.Answer> PostAsync(DirectLineHost host, string activity, params (string Name, byte[] Content)[] files)
    {
        using var form = Form(activity);
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            // As browsers write it: the name's UTF-8 as it is.
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name))}\"");
            form.Add(part);
        }
        return await host.SendAsync(HttpMethod.Post, Upload, host.Token(), form);
    }

    private static MultipartFormDataContent Form(string activity)
    {
        var part = new StringContent(activity, Encoding.UTF8, "application/vnd.microsoft.activity");
        return new MultipartFormDataContent("b0undary") { { part, "activity", "blob" } };
    }

    private static async Task<HttpStatusCode> StatusAsync(DirectLineHost host, string address, string? bearer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var answer = await host.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static Task<IReadOnlyList<StoredRecord>> FilesAsync(DirectLineHost host) => host.RecordsAsync(UploadedFile.Kind.Name);

    private static Task<IReadOnlyList<string>> DuesAsync(DirectLineHost host) =>
        host.Store.Due.LeaseAsync(Tenant, host.Clock.Now + TimeSpan.FromDays(9), host.Clock.Now, 10, TimeSpan.Zero, CancellationToken.None);
}
