namespace Microsoft.Azure.Functions.Worker.Settings;

/// <summary>The app cannot start as it is written or configured; the message is one sentence that names the bad key or function.</summary>
internal sealed class StartupException(string message, Exception? inner = null) : InvalidOperationException(message, inner)
{
    /// <summary>Ends the process with code 1 and the sentence alone, where the runtime would abort with a stack trace.</summary>
    public static void EndProcessQuietly() => Installed.Value.GetType();

    private static readonly Lazy<object> Installed = new(() =>
    {
        AppDomain.CurrentDomain.UnhandledException += (_, arguments) =>
        {
            if (arguments.ExceptionObject is not StartupException problem) return;
            Console.Error.WriteLine(problem.Message);
            Environment.Exit(1);
        };
        return new object();
    });
}
