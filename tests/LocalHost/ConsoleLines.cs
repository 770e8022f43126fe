namespace TechTransfer.LocalHost;

/// <summary>
/// Writes each log record as one line at once. Further lines of a text are indented, to show where the next record begins.
/// </summary>
internal sealed class ConsoleLines : ILoggerProvider
{
    private static readonly string NewLine = Environment.NewLine + new string(' ', 19);

    public ILogger CreateLogger(string categoryName) => new Lines(categoryName);

    public void Dispose() { }

    private sealed class Lines(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var text = exception is null ? formatter(state, exception) : $"{formatter(state, exception)}\n{exception}";
            var level = logLevel switch
            {
                LogLevel.Trace => "trce",
                LogLevel.Debug => "dbug",
                LogLevel.Information => "info",
                LogLevel.Warning => "warn",
                LogLevel.Error => "fail",
                _ => "crit",
            };
            var lines = string.Join(NewLine, text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
            Console.Out.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {level}: {category} {lines}");
        }
    }
}
