using System.Text.RegularExpressions;
using OpsBot.EndToEnd.Tests.Harness;

namespace OpsBot.EndToEnd.Tests.Crash;

/// <summary>Verifies the oldest open case and dispatches it at night, so that assignments wait; else looks at the list.</summary>
internal sealed partial class Supervisor(ChatClient chat, CrashLedger ledger, int seed) : ScriptedPerson(chat, ledger, seed)
{
    protected override async Task PlayAsync()
    {
        var list = await SayAsync("案件列表", "待办案件");
        if (Unverified().Match(list) is not { Success: true } open)
            return;
        var id = open.Groups["id"].Value;
        await SayAsync($"核实 {id}", "问题单草稿");
        await SayAsync("照此", "已核实");
        Ledger.Verified.Enqueue(id);
        await SayAsync("石桥镇 被反映", "都标好了");
        await SayAsync($"交办 {id}", "第1步");
        await SayAsync("安澜县", "第2步");
        await SayAsync("市住房和城乡建设局", "第3步");
        await SayAsync("5", "第4步");
        await SayAsync("不再要求重复拍照", "第5步");
        await SayAsync("写明整改结果", "确认交办");
        var done = await SayAsync("确认交办", "已同时交办");
        // By night nothing goes out at once: the supervisor is told when it will.
        Assert.Matches("起送达|每人按自己的工作时间送", done);
        Ledger.Dispatched.Enqueue(id);
    }

    [GeneratedRegex("(?<id>[0-9]{4}-[0-9A-Z]{4}) 待核实")]
    private static partial Regex Unverified();
}
