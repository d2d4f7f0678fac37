using OpsBot.EndToEnd.Tests.Harness;

namespace OpsBot.EndToEnd.Tests.Crash;

/// <summary>A cadre who reports burdens, asks what the rules say, also in the middle of a report, and looks up receipts.</summary>
internal sealed class Reporter(ChatClient chat, CrashLedger ledger, int seed) : ScriptedPerson(chat, ledger, seed)
{
    // None of them reads as a time, which the intake would take as an answer.
    private static readonly string[] Questions = ["能不能要求我们装软件？", "工作群要求打卡违规吗", "村里能不能挂很多牌子"];
    private readonly List<string> _receipts = [];

    protected override Task PlayAsync() => Random.Next(5) switch
    {
        _ when _receipts.Count == 0 => ReportAsync(),
        0 or 1 => ReportAsync(),
        2 or 3 => SayAsync(Question(), ""),
        _ => LookUpAsync(_receipts[Random.Next(_receipts.Count)]),
    };

    public Task LookUpAsync(string receipt) => SayAsync(receipt, "收到您的反映");

    private async Task ReportAsync()
    {
        var story = $"要求我们每天在群里拍照打卡，第{_receipts.Count + 1}回，{Random.Next()}";
        (string Answer, string Next)[] steps =
        [
            ("我要反映", "您可以选一种方式反映"),
            ("保密反映", "属于哪一类"),
            ("5", "请说说是什么事"),
            (story, "是哪个单位"),
            ("石桥镇", "是什么时候的事"),
            ("昨天晚上10点", "有没有想补充的线索"),
            ("跳过", story),
        ];
        foreach (var (answer, next) in steps)
        {
            await SayAsync(answer, next);
            if (Random.Next(10) == 0)
                await SayAsync(Question(), next);
        }
        var filed = await SayAsync("提交", "回执号");
        var receipt = CrashLedger.Receipt().Match(filed).Value;
        Assert.NotEmpty(receipt);
        _receipts.Add(receipt);
        Ledger.Receipts.Enqueue(receipt);
    }

    private string Question() => Questions[Random.Next(Questions.Length)];
}
