using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Texts;

/// <summary>The first words, and the help.</summary>
public static class WelcomeTexts
{
    /// <summary>Words that ask for help; also sent by an empty message.</summary>
    public static IReadOnlySet<string> HelpWords { get; } = new HashSet<string> { "", "帮助", "菜单", "help", "Help", "?", "？" };

    /// <summary>What this person can do, by role.</summary>
    public static MessageContent For(Person? person)
    {
        var lines = new List<string>
        {
            person is null ? "您好，我是基层减负助手。" : $"{person.Name}，您好，我是基层减负助手。",
            "· 想知道规定怎么说，直接问我，比如“县里晚上十点派活合规吗”。我只引用原文，库里没有就说没有。",
            "· 想反映加重负担的事，发“我要反映”。可以保密，也可以匿名。",
            "· 反映过的事，发“查进度”或者直接发回执号。",
        };
        var choices = new List<Choice> { new("我要反映"), new("查进度") };
        Add(Role.Supervisor, "· 专班：发“案件列表”，可以核实、交办、审核。", "案件列表");
        Add(Role.Handler, "· 承办：发“我的任务”，可以接受任务、反馈办理结果。", "我的任务");
        Add(Role.Admin, "· 发通知：发“发通知”。要另一位同事审批，只在对方工作时间送达。", "发通知");
        Add(Role.Approver, "· 审批：发“待我审批”。", "待我审批");
        if (person is not null)
            lines.Add("· 换一个办公软件也想用：发“绑定账号”。看和改自己的账号：发“我的账号”。");
        lines.Add("派活、催办和通知，我只在大家的工作时间送达。");
        return new MessageContent(string.Join('\n', lines)) { Choices = choices };

        void Add(Role role, string line, string choice)
        {
            if (person?.Is(role) != true)
                return;
            lines.Add(line);
            choices.Add(new Choice(choice));
        }
    }
}
