namespace OpsBot.Core.Texts;

/// <summary>Why the bot does not start, in one line that says what to do.</summary>
public static class StartTexts
{
    public static string RealAsDemo(string place) =>
        $"{place}里是正式数据，不能作为演示打开。请检查真实通道和名录的设置是否写对、写全（例如 Directory__File）；要演示，请用 --data 换一个空目录。";

    public static string DemoAsReal(string place) =>
        $"{place}里是演示数据，不能作为正式环境打开。请用 --data 换一个空目录；要继续演示，请去掉真实通道和名录的设置。";

    public static string OtherTenant(string place, string was, string now) =>
        $"{place}属于“{was}”，不能用 --tenant {now} 打开。请改为 --tenant {was}，或用 --data 换一个目录。";

    public static string Unclear(string place) =>
        $"{place}里已有数据，看不出是演示还是正式，没有打开。确实是演示，请加 Demo__Enabled=true 启动一次；是正式数据，请补全真实通道和名录的设置（例如 Directory__File）。";

    public static string UnreadableMark(string file) =>
        $"文件 {file} 读不出来，无法确认数据是演示还是正式，没有启动。请从备份恢复这个文件；确认无误后也可以删除它，下次启动会按数据重新判断。";

    public static string UnknownSettings(IReadOnlyList<string> faults) => $"设置有误，没有启动：{string.Join("；", faults)}。请改正或去掉。";

    public static string UnknownSetting(string name, string? near) => near is null ? $"没有 {name} 这个设置" : $"没有 {name} 这个设置，是不是 {near}";

    public static string DemoBeyondLoopback(IReadOnlyList<string> addresses) =>
        $"演示里谁都能扮演任何人，只能在本机打开，不能监听 {string.Join("、", addresses)}。请改用 http://127.0.0.1:端口；确实要让别的机器访问，请加 --demo-open-to-network。";

    public const string ForeignHost = "演示接口只接受本机地址。请用启动时显示的地址打开。";

    public const string ForeignOrigin = "演示接口不接受别的网站发来的请求。请在演示页面上操作。";

    public static string DataFolder(string folder) => $"数据目录 {folder} ";

    public static string Store(string tenant) => $"Redis 中“{tenant}”名下";
}
