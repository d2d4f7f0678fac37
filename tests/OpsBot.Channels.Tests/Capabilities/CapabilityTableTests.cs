using OpsBot.Channels.Capabilities;
using OpsBot.Channels.Tests.Stories;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.Tests.Capabilities;

public sealed class CapabilityTableTests
{
    private const string Head =
        "| Channel | Cards | Buttons | Text | Update | Recall | Read state | Mention | Group | Files | Rate model | Speaks first to | \"Delivered\" means |";

    [Fact]
    public void Table_Documents_SayWhatTheCodeSays()
    {
        var documented = File.ReadLines(Path.Combine(StoryBot.Root, "ARCHITECTURE.md")).SkipWhile(line => line != Head).Skip(2).TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(CapabilityTable.All.Select(Row), documented);
    }

    [Fact]
    public void Table_RateModels_AreThoseOfThePack()
    {
        var rules = ChannelRules.Parse(File.ReadAllText(Path.Combine(StoryBot.Root, "manifests", "packs", "general", "channels.json"))).Value!;

        Assert.All(CapabilityTable.All, row => Assert.Equal(row.Rate.Order(), rules.Channels.Single(c => c.Channel == row.Channel).Limits.Select(limit => limit.Scope).Distinct().Order()));
    }

    [Theory]
    [InlineData(true, true, "Card")]
    [InlineData(false, true, "Markdown")]
    [InlineData(false, false, "Text")]
    public void FormFor_WhatDoesNotFit_IsTheNextBest(bool fitsCard, bool fitsMarkdown, string expected) =>
        Assert.Equal(expected, $"{CapabilityTable.WeCom.FormFor(fitsCard, fitsMarkdown)}");

    [Fact]
    public void FormFor_WeakestChannels_AreText() =>
        Assert.All([CapabilityTable.GovDingTalk, CapabilityTable.FrameworkText], row => Assert.Equal(MessageForm.Text, row.FormFor(true, true)));

    private static string Row(ChannelCapabilities can)
    {
        var cards = can.Cards switch { CardForm.Forms => "with forms", CardForm.Buttons => "with buttons", _ => "no" };
        var buttons = can.Cards == CardForm.None ? "numbers or words" : can.Execute ? "wait for the bot" : "post a message";
        var first = can.Proactive == ProactiveRule.Members ? "members" : "who wrote before";
        var delivered = can.Delivery switch
        {
            DeliveryCertainty.Stored => "stored, shown once",
            DeliveryCertainty.Accepted => "accepted; a repeat may show",
            _ => "accepted, delivery unknown",
        };
        string[] cells =
        [
            can.Name, cards, buttons, can.Markdown ? "Markdown" : "plain", can.Update == UpdateForm.None ? "no" : "when pressed", Yes(can.Recall), Yes(can.ReadState),
            Yes(can.Mention), Yes(can.Group), Yes(can.Files), can.Rate.Count == 0 ? "none published" : string.Join(" + ", can.Rate).ToLowerInvariant(), first, delivered,
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Yes(bool can) => can ? "yes" : "no";
}
