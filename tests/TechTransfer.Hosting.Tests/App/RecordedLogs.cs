using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TechTransfer.Hosting.Tests.App;

public sealed class RecordedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, EventId Event, string Text)> lines = [];
    private readonly ConcurrentQueue<string> scopes = [];

    public IEnumerable<string> AtLeast(LogLevel level) => lines.Where(l => l.Level >= level).Select(l => l.Text);

    public IEnumerable<string> Of(EventId one) => lines.Where(l => l.Event == one && l.Event.Name == one.Name).Select(l => l.Text);

    public IEnumerable<string> Scopes => scopes;

    public ILogger CreateLogger(string categoryName) => new Recorder(lines, scopes);

    public void Dispose() { }

    private sealed class Recorder(ConcurrentQueue<(LogLevel, EventId, string)> lines, ConcurrentQueue<string> scopes) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            scopes.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue((logLevel, eventId, $"{formatter(state, exception)} {exception}"));
    }
}
