using OpsBot.Channels.GovDingTalk;

namespace OpsBot.Channels.Tests.GovDingTalk;

public sealed class GovSignatureTests
{
    private const string Stamp = "2026-11-21T08:00:00.000+08:00";
    private const string Nonce = "17953296000001234";

    private static string Sign(string method, string path, params (string Key, string Value)[] parameters) =>
        GovSignature.Sign(method, Stamp, Nonce, path, parameters.Select(p => KeyValuePair.Create(p.Key, p.Value)), FakeGov.Secret);

    [Fact]
    public void Sign_Vectors_AreReproduced()
    {
        Assert.Equal("vLFMaAFmWZgskLjwUiy00vfFDe3F0xm9hZMG5/aDlF8=", Sign("GET", "/gettoken.json", ("appsecret", FakeGov.Secret), ("appkey", FakeGov.Key)));
        Assert.Equal("1qRAhOKMJHHck+WeSVuR1npcPPsIjSt4L74pHKo6APE=", Sign("POST", "/auth/scopesV2"));
        Assert.Equal("KV+PACV1Q8RwLfRDBe3Qe0X/Gzn85xSFmMxGyI2iNCQ=", Sign("POST", "/mozi/employee/listEmployeesByCodes", ("employeeCodes", "GE_b"), ("employeeCodes", "GE_a"), ("tenantId", "50920")));
    }

    [Fact]
    public void Text_Parameters_AreRawSortedAndWithoutBlanks()
    {
        var text = GovSignature.Text("POST", "t", "n", "/p", [KeyValuePair.Create("b", "磁盘 / 90%"), KeyValuePair.Create("A", "2"), KeyValuePair.Create("c", " ")]);

        Assert.Equal("POST\nt\nn\n/p\nA=2&b=磁盘 / 90%", text);
    }
}
