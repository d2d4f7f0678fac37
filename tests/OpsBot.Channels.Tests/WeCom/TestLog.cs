using System.Text;
using Microsoft.Extensions.Logging;

namespace OpsBot.Channels.Tests.WeCom;

/// <summary>Keeps every line of every logger, so that a test can look for what must not be there.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    private readonly StringBuilder _lines = new();

    public string Text
    {
        get
        {
            lock (_lines)
                return _lines.ToString();
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
            _lines.AppendLine(formatter(state, exception) + exception);
    }

    public void Dispose()
    {
    }
}
