using Microsoft.Extensions.Options;
using OpsBot.Channels.WeCom.Crypto;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>The keys of the application and of the robot, which are the same when the robot has none of its own.</summary>
internal sealed class CallbackKeys
{
    public CallbackKeys(IOptions<WeComOptions> options)
    {
        var settings = options.Value;
        App = new CallbackKey(settings.Token, new WeComCipher(settings.EncodingAESKey), settings.CorpId);
        Robot = new CallbackKey(
            settings.RobotToken.Length > 0 ? settings.RobotToken : settings.Token,
            new WeComCipher(settings.RobotEncodingAESKey.Length > 0 ? settings.RobotEncodingAESKey : settings.EncodingAESKey),
            settings.RobotReceiveId);
    }

    public CallbackKey App { get; }

    public CallbackKey Robot { get; }
}
