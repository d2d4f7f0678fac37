using System.Globalization;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Delivery;

/// <summary>
/// Says that something was not sent because its time ran out: to the person on whose word it was to be sent, else to the
/// office, else to the admins. One line for all that expires about one subject in one hour.
/// </summary>
public static class ExpiryNotice
{
    /// <summary>The notices about <paramref name="expired"/>. They never expire themselves, so they raise none.</summary>
    public static IReadOnlyList<OutboundMessage> For(OutboundMessage expired, DirectorySnapshot directory, DateTimeOffset now)
    {
        var hour = now.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
        return
        [
            .. Told(expired, directory).Select(person => new OutboundMessage
            {
                Id = Identifier.From("expired"u8, $"{hour}/{expired.Subject ?? expired.Id}/{expired.Class}/{person.Id}", 26),
                Class = MessageClass.Digest,
                PersonId = person.Id,
                Content = DeliveryTexts.NotSentInTime(expired, directory),
                CreatedAt = now,
            }),
        ];
    }

    private static IEnumerable<Person> Told(OutboundMessage expired, DirectorySnapshot directory)
    {
        if (directory.Person(expired.SenderId) is { } sender)
            return [sender];
        var office = Supervision.Office(directory).ToArray();
        return office.Length > 0 ? office : directory.WithRole(Role.Admin);
    }
}
