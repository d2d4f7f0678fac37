using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.Rendering;
using OpsBot.Channels.WeCom;
using OpsBot.Channels.WeCom.Rendering;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.Tests.WeCom;

public sealed class RenderingTests
{
    [Fact]
    public void Render_ShortQuestion_IsACardWithAButtonForEachAnswer()
    {
        var rendered = Render(new MessageContent("有没有想补充的线索？") { Choices = [new Choice("跳过"), new Choice("取消")] });

        var card = rendered.Card!;
        Assert.Equal(("button_interaction", "M1", "有没有想补充的线索？"), ((string)card["card_type"]!, (string)card["task_id"]!, (string)card["sub_title_text"]!));
        Assert.Equal(["跳过", "取消"], card["button_list"]!.AsArray().Select(b => (string)b!["text"]!));
        Assert.Equal(new Option("跳过", null), ButtonKey.Read((string)card["button_list"]![0]!["key"]!));
    }

    [Fact]
    public void Render_CardWithFacts_ShowsThemAsRows()
    {
        var content = new MessageContent("新反映") { Card = SomeCard() };

        var card = Render(content).Card!;

        Assert.Equal("新反映 1122-7K3F", (string)card["main_title"]!["title"]!);
        Assert.Equal([("类别", "台账报表"), ("单位", "—")], card["horizontal_content_list"]!.AsArray().Select(f => ((string)f!["keyname"]!, (string)f["value"]!)));
        var option = ButtonKey.Read((string)card["button_list"]![0]!["key"]!)!;
        Assert.Equal(("办理", "case.show", "1122-7K3F"), (option.Title, option.Action!.Name, option.Action["id"]));
    }

    [Fact]
    public void Render_WhatDoesNotFitACard_IsWordsWithEveryAnswer()
    {
        MessageContent[] tooMuch =
        [
            new("问") { Choices = [.. Enumerable.Range(0, 7).Select(i => new Choice($"答{i}"))] },
            new("问") { Choices = [new Choice("一个比十个字还要长的答案")] },
            new(new string('字', 161)) { Choices = [new Choice("好")] },
            new("新反映") { Card = SomeCard() with { Title = new string('题', 37) } },
            new("新反映") { Card = SomeCard() with { Body = new string('体', 161) } },
            new("新反映") { Card = SomeCard() with { Facts = [new CardFact("类别", new string('值', 31))] } },
            new("新反映") { Card = SomeCard() with { Facts = [.. Enumerable.Range(0, 7).Select(i => new CardFact("项", $"{i}"))] } },
            new("新反映") { Card = SomeCard() with { Buttons = [new CardButton("办理", BotAction.On("case.show", new string('x', 1100)))] } },
        ];

        foreach (var content in tooMuch)
        {
            var rendered = Render(content);
            Assert.Null(rendered.Card);
            Assert.StartsWith(content.Text, rendered.Text);
            Assert.All(rendered.Options, (o, i) => Assert.Contains($"\n{i + 1}. {o.Title}", rendered.Text));
        }
    }

    [Fact]
    public void Render_Form_IsLedByItsWords()
    {
        var form = new MessageContent("问题单草稿：夜间派活\n合适就发“照此”。")
        {
            Card = new Card { Title = "核实", Inputs = [new CardInput("sheet", "问题单")], Buttons = [new CardButton("写好了", BotAction.Plain("case.verify"))] },
            Choices = [new Choice("照此")],
        };

        var rendered = Render(form);

        Assert.Equal(["照此"], rendered.Options.Select(o => o.Title));
        Assert.Equal(form.Text, (string)rendered.Card!["sub_title_text"]!);
    }

    [Theory]
    [InlineData("请选一种：\n1. 保密\n2. 匿名", "保密反映")]
    [InlineData("多长时限？", "3个工作日")]
    public void Render_WordsThatCountThemselves_OfferNoSecondNumbers(string text, string choice)
    {
        var rendered = Render(new MessageContent(text) { Choices = [new Choice(choice), new Choice("取消")] }, cards: false);

        Assert.False(rendered.Numbered);
        Assert.Equal($"{text}\n可以回复：{choice}、取消", rendered.Text);
    }

    [Fact]
    public void Render_UnaskedMessage_OffersNoNumbers()
    {
        var rendered = Render(new MessageContent("新反映，发“查看 1122-7K3F”办理。") { Card = SomeCard() }, MessageClass.Assignment, cards: false);

        Assert.Equal(("新反映，发“查看 1122-7K3F”办理。", false), (rendered.Text, rendered.Numbered));
    }

    [Fact]
    public void Render_PlainWords_MayBeMarkdown_OthersStayText()
    {
        var choices = new[] { new Choice("一个比十个字还要长的答案") };

        Assert.Contains("**1** 一个比十个字还要长的答案", Render(new MessageContent("要修改哪一项？") { Choices = choices }).Markdown);
        foreach (var text in new[] { "[点](http://example.invalid)", "*号*", "<font>", "# 题", "- 条", "a_b", "`x`" })
            Assert.Null(Render(new MessageContent(text) { Choices = choices }).Markdown);
    }

    [Theory]
    [InlineData("<a href=\"x\">点</a>", "＜a href=\"x\">点＜/a>")]
    [InlineData("1<2 且 3 < 4", "1<2 且 3 < 4")]
    [InlineData("坏\u0000字\u0008符\r\n好", "坏字符\n好")]
    [InlineData("😀\u2028末", "😀\u2028末")]
    public void Of_Words_LoseOnlyWhatDoesHarm(string text, string plain) => Assert.Equal(plain, PlainWords.Of(text));

    [Fact]
    public void Of_LoneSurrogate_IsReplaced() => Assert.Equal("半\uFFFD个", PlainWords.Of("半\uD83D个"));

    [Fact]
    public void Split_RandomTexts_LoseNothingAndCutNoCharacter()
    {
        var random = new Random(7);
        string[] signs = ["字", "a", "\n", "。", "😀", "👨‍👩‍👧‍👦", "e\u0301", "🇨🇳", " ", "政务"];
        for (var run = 0; run < 300; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 600)).Select(_ => signs[random.Next(signs.Length)]));
            var limit = random.Next(64, 400);

            var parts = TextSplitter.Split(text, limit);

            Assert.Equal(text, string.Concat(parts));
            var starts = new HashSet<int>(System.Globalization.StringInfo.ParseCombiningCharacters(text)) { text.Length };
            var at = 0;
            foreach (var part in parts)
            {
                Assert.InRange(Encoding.UTF8.GetByteCount(part), 1, limit);
                Assert.Contains(at += part.Length, starts);
            }
        }
    }

    [Fact]
    public void Split_OneCharacterOfEndlessSigns_IsCutBetweenSigns()
    {
        var text = "e" + new string('\u0301', 500);

        var parts = TextSplitter.Split(text, 64);

        Assert.Equal(text, string.Concat(parts));
        Assert.All(parts, p => Assert.InRange(Encoding.UTF8.GetByteCount(p), 1, 64));
    }

    [Fact]
    public void Split_LongLines_PrefersTheirEnds() =>
        Assert.Equal([new string('a', 50) + "\n", new string('b', 60)], TextSplitter.Split(new string('a', 50) + "\n" + new string('b', 60), 64));

    [Fact]
    public void Read_KeysOfOthers_AreNotButtons()
    {
        foreach (var key in new[] { null, "", "x", "{}", "[]", "{\"a\":\"case.show\"}", "{\"t\":1}", new string('{', 900) })
            Assert.Null(ButtonKey.Read(key));
        Assert.Equal("case.show", ButtonKey.Read("""{"t":"办","a":"case.show","x":{"id":1,"n":null}}""")!.Action!.Name);
    }

    private static Card SomeCard() => new()
    {
        Title = "新反映 1122-7K3F",
        Facts = [new CardFact("类别", "台账报表"), new CardFact("单位", "")],
        Buttons = [new CardButton("办理", BotAction.On("case.show", "1122-7K3F"))],
    };

    private static Rendered Render(MessageContent content, MessageClass @class = MessageClass.Reply, bool cards = true) =>
        new ContentRenderer(Options.Create(new WeComOptions { Cards = cards })).Render(RecordingBot.Reply("M1", content, null, @class), false);
}
