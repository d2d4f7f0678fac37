using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.TestKit.Fuzzing;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>Damaged input of every parser of the server: none throws, and what is taken holds what the rest relies on.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Activities =
    [
        """{"type":"message","text":"报表太多","textFormat":"plain","channelId":"webchat","from":{"id":"x","name":"","role":"user"},"locale":"zh-CN","localTimestamp":"2026-11-23T09:00:00.000+08:00","attachments":[],"entities":[{"type":"ClientCapabilities","requiresBotState":true},{"noType":1}],"channelData":{"attachmentSizes":[],"clientActivityID":"press-1","postBack":true},"value":{"action":"case.dispatch","id":"1122","note":"","kind":"a"}}""",
        """{"type":"message","value":"继续","channelData":{"clientActivityID":"c"}}""",
        """{"type":"event","name":"webchat/join","value":{"language":"zh-CN"}}""",
        """{"type":"endOfConversation","code":"userCancelled"}""",
        """{"type":"message","text":"\ud83d\udd11","id":"a|b"}""",
    ];

    private static readonly string[] Pieces = ["\"text\":", "\"value\":", "\"channelData\":", "\"clientActivityID\":", "\"entities\":[", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "\"type\":\"message\""];
    private static readonly DirectLinePrincipal Who = new(TenantId.Parse("quanzhou"), "conv-1", "dl_zhang", "张三", []);

    [Fact]
    public void Activity_Damaged_IsReadOrRefusedWithoutAFault() =>
        FuzzRun.Bytes(new Mutator(20261211, Activities, Pieces), FuzzRun.Inputs(), input =>
        {
            var (posted, fault) = ActivityReader.Read(input);
            if (posted is null)
            {
                Assert.NotNull(fault);
                return false;
            }
            var entry = ActivityIds.PersonEntry(posted.ClientId ?? "");
            Assert.Matches("^u-[0-9A-Z]{26}$", entry);
            // What is stored can be read again, and says who it was by the token alone.
            var stored = WireJson.ReadObject(Encoding.UTF8.GetBytes(ActivityWriter.WritePerson(posted, Who, entry, [], DateTimeOffset.UnixEpoch)));
            Assert.Equal("dl_zhang", (string?)stored!["from"]!["id"]);
            return true;
        }, 0.1);

    [Fact]
    public void Token_Damaged_IsRefusedWithoutAFault()
    {
        var clock = new SetClock();
        var tokens = new DirectLineTokens(
            Options.Create(new DirectLineOptions { SigningKey = Convert.ToBase64String(new byte[32]) }), new MachineClock(clock));
        string[] wholes = [tokens.Issue(Who), tokens.Issue(Who with { Name = null, Origins = ["https://a.example", "x"], IsAnonymous = true }), tokens.IssueStream(Who), tokens.IssueFile(Who)];

        FuzzRun.Texts(new Mutator(20261212, wholes, ".", "eyJ", "e30", "=", "-_"), FuzzRun.Inputs(0.5), input =>
        {
            var who = tokens.ReadAsync(input).GetAwaiter().GetResult().Principal;
            if (who is not null)
                Assert.Contains(wholes[..2], whole => whole == input.Trim());
            tokens.ReadStreamAsync(input).GetAwaiter().GetResult();
            tokens.ReadFileAsync(input).GetAwaiter().GetResult();
            return who is not null;
        });
    }

    [Fact]
    public void TokenRequest_Damaged_IsReadOrRefusedWithoutAFault()
    {
        string[] asked = ["""{"user":{"id":"dl_li","name":"李四"},"trustedOrigins":["https://portal.example",5,null]}""", "{}", """{"user":null,"trustedOrigins":{}}"""];
        FuzzRun.Bytes(new Mutator(20261213, asked, "\"id\":", "\"trustedOrigins\":["), FuzzRun.Inputs(), input =>
        {
            var (person, fault) = TokenRoutes.ReadPerson(input);
            Assert.True(person is null != fault is null);
            return person is not null;
        });
    }

    [Fact]
    public void Upload_Damaged_IsReadOrRefusedWithoutAFault()
    {
        var limits = new DirectLineOptions { MaxUploadBytes = 4096, MaxBodyBytes = 4096 };
        byte[][] wholes =
        [
            [.. "--b\r\nContent-Disposition: form-data; name=\"activity\"; filename=\"blob\"\r\nContent-Type: application/vnd.microsoft.activity\r\n\r\n{\"type\":\"message\",\"text\":\"看图\"}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"图.png\"\r\nContent-Type: image/png\r\n\r\n\u0089"u8, .. "\x89PNG\r\n\x1a\n"u8, .. "\r\n--b--\r\n"u8],
            [.. "--b\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''%E5%9B%BE.pdf\r\n\r\n%PDF-1.7 x\r\n--b--\r\n"u8],
            [.. "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../etc/a.txt\"\r\n\r\n要点\r\n--b\r\nContent-Disposition: form-data; name=\"activity\"\r\n\r\n{}\r\n--b--\r\n"u8],
        ];
        var mutator = new Mutator(20261214, wholes, "--b", "--b--", "\r\n", "\r\n\r\n", "Content-Disposition: ", "form-data; name=\"activity\"", "filename=\"", "filename*=UTF-8''%", ";", "PK\u0003\u0004", "%PDF-");
        FuzzRun.Bytes(mutator, FuzzRun.Inputs(), input =>
        {
            var type = mutator.Random.Next(10) == 0 ? mutator.NextText() : "multipart/form-data; boundary=b";
            var disposition = mutator.Random.Next(10) == 0 ? mutator.NextText() : "attachment; filename=\"a.txt\"";
            var reading = UploadReader.ReadAsync(type, disposition, new MemoryStream(input), limits, CancellationToken.None).GetAwaiter().GetResult();
            Assert.InRange(reading.Files.Count, 0, limits.MaxUploadFiles);
            Assert.All(reading.Files, f =>
            {
                Assert.InRange(f.Name.Length, 1, 100);
                Assert.DoesNotContain(f.Name, c => char.IsControl(c) || c is '/' or '\\' or '\u202E');
                Assert.DoesNotContain("html", f.ContentType, StringComparison.Ordinal);
            });
            return reading.Fault is null;
        });
    }

    [Fact]
    public async Task Stream_DamagedFrames_EndTheStreamWithoutAFault()
    {
        var mutator = new Mutator(20261215, ["", "{}", new string('x', 300)]);
        var options = new DirectLineOptions { MaxFrameBytes = 512, KeepAlive = TimeSpan.FromMinutes(1) };
        var log = new MemoryLog();
        var tokens = new DirectLineTokens(Options.Create(new DirectLineOptions { SigningKey = Convert.ToBase64String(new byte[32]) }), new MachineClock(new SetClock()));
        var pages = new ActivityPages(log, tokens, Options.Create(options));
        var ends = new Dictionary<string, int>();
        for (var i = 0; i < FuzzRun.Inputs(0.25); i++)
        {
            using var socket = new ScriptedSocket(mutator);
            var end = await new StreamSession(socket, Who, "http://x", pages, log, options, TimeProvider.System).RunAsync(0);
            ends[end.Reason] = ends.GetValueOrDefault(end.Reason) + 1;
        }
        Assert.Equal(["bye", "frame too big", "lost"], ends.Keys.Order());
    }

    [Fact]
    public void Watermark_Damaged_IsANumberOrTheBeginning() =>
        FuzzRun.Texts(new Mutator(20261216, ["12", "-", "", "9223372036854775807", "0"], "1"), FuzzRun.Inputs(), input =>
        {
            var number = ActivityPages.ReadWatermark(input);
            Assert.True(number >= 0);
            return number > 0 || long.TryParse(input, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        });
}
