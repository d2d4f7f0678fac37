using System.Globalization;
using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Delivery.DeadLetters;

/// <summary>
/// Tells the admins that something was given up. It is a digest, so it waits for their working time: a dead letter is kept
/// and can be sent again, so nothing is lost by morning. One each hour at most, whatever number was given up.
/// </summary>
public static class DeadLetterAlarm
{
    /// <summary>Subject of the alarms; an alarm that is given up itself raises none.</summary>
    public const string Subject = "dead-letters";

    /// <summary>The alarms about <paramref name="dead"/>; those of one hour have the same ids, so that the outbox keeps one.</summary>
    public static IReadOnlyList<OutboundMessage> For(OutboundMessage dead, DirectorySnapshot directory, DateTimeOffset now)
    {
        if (dead.Subject == Subject)
            return [];
        var hour = now.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
        return
        [
            .. directory.WithRole(Role.Admin).Select(admin => new OutboundMessage
            {
                Id = Identifier.From("dead-letters"u8, $"{hour}/{admin.Id}", 26),
                Class = MessageClass.Digest,
                PersonId = admin.Id,
                Content = DeadLetterTexts.Alarm,
                Subject = Subject,
                CreatedAt = now,
            }),
        ];
    }
}
