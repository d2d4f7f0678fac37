using OpsBot.Core.Regulations;

namespace OpsBot.Core.Tests.Regulations.Questions;

public sealed class PlaceBookTests
{
    [Theory]
    [InlineData("泉州和浙江怎么说", "泉州市", "浙江省")]
    [InlineData("安溪县要求填表", "安溪县")]
    [InlineData("文山会海怎么治")]
    [InlineData("来宾接待有没有规定")]
    public void Find_Text_GivesPlacesButNoOrdinaryWords(string text, params string[] places) =>
        Assert.Equal(places, TestLibrary.Pack.Places.Find(text).Select(place => place.Name));

    [Fact]
    public void LiesIn_County_KnowsCityAndProvince()
    {
        var county = TestLibrary.Pack.Places.Find("安溪县").Single();

        Assert.True(county.LiesIn("泉州市"));
        Assert.True(county.LiesIn("福建省"));
        Assert.False(county.LiesIn("浙江省"));
    }

    [Theory]
    [InlineData("二十九", 29)]
    [InlineData("十", 10)]
    [InlineData("一百零三", 103)]
    [InlineData("40", 40)]
    public void ChineseNumber_Text_IsRead(string text, int expected)
    {
        Assert.True(ChineseNumber.TryRead(text, out var number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("")]
    [InlineData("二三")]
    [InlineData("若干")]
    [InlineData("99999")]
    public void ChineseNumber_NoNumber_IsRefused(string text) => Assert.False(ChineseNumber.TryRead(text, out _));
}
