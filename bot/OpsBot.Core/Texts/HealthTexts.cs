namespace OpsBot.Core.Texts;

/// <summary>What an operator reads on the health page.</summary>
public static class HealthTexts
{
    public const string SchedulerRuns = "定时任务在运行";

    public static string SchedulerSilent(TimeSpan? silence) => silence is { } known
        ? $"定时任务已有{(int)known.TotalMinutes}分钟没有运行，提醒和时限不会走。请检查 scheduler 进程"
        : "还没有定时任务运行过，提醒和时限不会走。请检查 scheduler 进程";
}
