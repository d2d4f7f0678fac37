namespace OpsBot.Core.Regulations.Import;

/// <summary>
/// Some PDF writers give radicals (\u2F00 and following) where the common character was meant: they look the same and match nothing.
/// One character becomes one character, so offsets stay true.
/// </summary>
internal static class RadicalForms
{
    private const char FirstKangxi = '\u2F00';
    private const string Kangxi =
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日" +
        "曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行" +
        "衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

    // Of the supplement only those that stand for a whole character.
    private const string Supplement = "\u2E81厂\u2E9D月\u2E9F母\u2EA0民\u2EC1虎\u2EC4西\u2EC5见\u2EC6角\u2EC9贝\u2ECB车\u2ED3长\u2ED4门\u2ED8青\u2ED9韦\u2EDA页\u2EDB风\u2EDC飞\u2EDD食\u2EE2马\u2EE3骨\u2EE4鬼\u2EE5鱼\u2EE6鸟\u2EE7卤\u2EE8麦\u2EE9黄\u2EEC齐\u2EEE齿\u2EF0龙\u2EF3龟";

    public static char Common(char c)
    {
        if (c is < '\u2E80' or > '\u2FD5') return c;
        if (c >= FirstKangxi) return Kangxi[c - FirstKangxi];
        var at = Supplement.IndexOf(c);
        return at >= 0 ? Supplement[at + 1] : c;
    }
}
