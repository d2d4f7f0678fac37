using System.Text.RegularExpressions;
using OpsBot.Core.Conversations;
using OpsBot.Core.Texts;

namespace OpsBot.Core.GroupGuard;

/// <summary>What a person says about an offer, by a button or by words with the offer's number.</summary>
internal sealed partial record GroupOfferCommand(GroupOfferCommandKind Kind, string OfferId)
{
    public const string ScheduleAction = "group-guard.schedule";
    public const string AgreeAction = "group-guard.agree";
    public const string WithdrawAction = "group-guard.withdraw";

    /// <summary>Null: the message is none.</summary>
    public static GroupOfferCommand? Read(InboundMessage message)
    {
        if (message.Group is not null)
            return null;
        if (message.Action is { } action)
            return action.Name switch
            {
                ScheduleAction => new GroupOfferCommand(GroupOfferCommandKind.Schedule, action["id"]),
                AgreeAction => new GroupOfferCommand(GroupOfferCommandKind.Agree, action["id"]),
                WithdrawAction => new GroupOfferCommand(GroupOfferCommandKind.Withdraw, action["id"]),
                _ => null,
            };
        if (message.Text == GroupGuardTexts.FiguresWord)
            return new GroupOfferCommand(GroupOfferCommandKind.Figures, "");
        var typed = Shape().Match(message.Text);
        if (!typed.Success)
            return null;
        var kind = typed.Groups["word"].Value switch
        {
            GroupGuardTexts.ScheduleWord => GroupOfferCommandKind.Schedule,
            GroupGuardTexts.AgreeWord => GroupOfferCommandKind.Agree,
            _ => GroupOfferCommandKind.Withdraw,
        };
        return new GroupOfferCommand(kind, typed.Groups["id"].Value.ToUpperInvariant());
    }

    [GeneratedRegex(@"^(?<word>同意定时|撤回定时|定时)[\s　:：]*(?<id>[0-9A-HJKMNP-TV-Z]{10})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
