using Microsoft.Extensions.Options;
using OpsBot.Channels.Crypto;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>
/// The keys of the application and of the robot, which are the same when the robot has none of its own; and for a while,
/// beside them, the pair that was replaced.
/// </summary>
internal sealed class CallbackKeys
{
    private readonly CallbackKey _app;
    private readonly CallbackKey _robot;
    private readonly CallbackKey? _previousApp;
    private readonly CallbackKey? _previousRobot;
    private readonly DateTimeOffset _previousUntil;
    private readonly MachineClock _machine;

    public CallbackKeys(IOptions<WeComOptions> options, MachineClock machine)
    {
        var settings = options.Value;
        _machine = machine;
        _app = new CallbackKey(settings.Token, new CallbackCipher(settings.EncodingAESKey), settings.CorpId);
        _robot = new CallbackKey(
            settings.RobotToken.Length > 0 ? settings.RobotToken : settings.Token,
            new CallbackCipher(settings.RobotEncodingAESKey.Length > 0 ? settings.RobotEncodingAESKey : settings.EncodingAESKey),
            settings.RobotReceiveId);
        if (settings.PreviousToken.Length == 0 || settings.PreviousUntil is not { } until)
            return;
        _previousUntil = until;
        _previousApp = new CallbackKey(settings.PreviousToken, new CallbackCipher(settings.PreviousEncodingAESKey), settings.CorpId);
        // A robot with keys of its own is not touched by a change of the application's.
        if (settings.RobotToken.Length == 0 && settings.RobotEncodingAESKey.Length == 0)
            _previousRobot = _previousApp with { ReceiveId = settings.RobotReceiveId };
    }

    /// <summary>The keys that a callback may carry now, the present one first.</summary>
    public IEnumerable<CallbackKey> Of(bool isRobot)
    {
        yield return isRobot ? _robot : _app;
        if ((isRobot ? _previousRobot : _previousApp) is { } previous && _machine.Now < _previousUntil)
            yield return previous;
    }
}
