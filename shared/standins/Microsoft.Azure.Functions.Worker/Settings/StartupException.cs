using Microsoft.AspNetCore.Connections;

namespace Microsoft.Azure.Functions.Worker.Settings;

/// <summary>The app cannot start as it is written or configured; the message is one sentence that names the bad key or function.</summary>
internal sealed class StartupException(string message, Exception? inner = null) : InvalidOperationException(message, inner)
{
    private static int _installed;

    /// <summary>Lets the process end with code 1 and the sentence alone, where the runtime would abort with a stack trace.</summary>
    public static void EndProcessQuietly()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 1) return;
        AppDomain.CurrentDomain.UnhandledException += (_, arguments) =>
        {
            if (arguments.ExceptionObject is not (StartupException or IOException { InnerException: AddressInUseException })) return;
            Console.Error.WriteLine(((Exception)arguments.ExceptionObject).Message);
            Environment.Exit(1);
        };
    }
}
