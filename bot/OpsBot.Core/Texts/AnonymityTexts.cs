using OpsBot.Core.Delivery;

namespace OpsBot.Core.Texts;

/// <summary>Why no report without a name is taken from an account, and where it is.</summary>
public static class AnonymityTexts
{
    private const string Instead = "我要保密反映";

    /// <summary>The answer to whoever wants to stay unnamed and writes from an account.</summary>
    /// <param name="form">The public form; null: there is none.</param>
    /// <param name="hadWords">Something was told and is deleted now.</param>
    public static MessageContent NotFromAnAccount(Uri? form, bool hadWords)
    {
        var deleted = hadWords
            ? "匿名反映不能在这里交，因为这里知道您的账号，做不到真正匿名。您刚才说的，我已经删掉，没有交给任何人。"
            : "匿名反映不能在这里交，因为这里知道您的账号，做不到真正匿名。这条消息我没有保存。";
        var where = form is null
            ? "本单位还没有开通不用登录的反映页面。想匿名，可以打 12345 热线，并说明不留姓名。"
            : $"请用浏览器打开下面的网址，在那里重新说一遍。那里不用登录，没有账号，不知道您是谁：\n{form.AbsoluteUri}";
        const string own = "聊天软件自己留的记录我删不了，请您自己删。尽量用自己的手机、不用单位的网络。";
        return new MessageContent($"{deleted}\n{where}\n{own}\n如果愿意让专班知道您是谁、对其他人保密，发“{Instead}”，要重新说一遍。") { Choices = [new Choice(Instead)] };
    }
}
