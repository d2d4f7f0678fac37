namespace OpsBot.Core.Texts;

/// <summary>What an operator reads on the health page.</summary>
public static class HealthTexts
{
    public const string SchedulerRuns = "定时任务在运行";

    public static string SchedulerSilent(TimeSpan? silence) => silence is { } known
        ? $"定时任务已有{(int)known.TotalMinutes}分钟没有运行，提醒和时限不会走。请检查 scheduler 进程"
        : "还没有定时任务运行过，提醒和时限不会走。请检查 scheduler 进程";

    public const string NothingSetAside = "没有搁置的事项";

    public static string SetAside(int members, int messages, IReadOnlyList<string> loops)
    {
        var parts = new List<string>();
        if (members > 0)
            parts.Add($"{members}个到期事项处理失败，已搁置");
        if (messages > 0)
            parts.Add($"{messages}条待发消息处理失败，已搁置");
        if (loops.Count > 0)
            parts.Add($"后台任务连续出错（{string.Join("、", loops)}）");
        return string.Join("；", parts) + "。会自动重试，其他事项照常。请按编号查看日志";
    }

    public const string DiskFull = "数据目录所在的磁盘已满，暂时不能保存。请腾出空间，腾出后会自动恢复";

    public const string ServerAbandoned = "看护 redis-server 的线程已停止。请重启本进程";

    public static string WorkersEnded(IReadOnlyList<string> workers) => $"后台任务已停止（{string.Join("、", workers)}）。请重启本进程";
}
