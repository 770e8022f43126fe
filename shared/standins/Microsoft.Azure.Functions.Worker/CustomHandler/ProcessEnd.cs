using System.Runtime.InteropServices;

namespace Microsoft.Azure.Functions.Worker.CustomHandler;

/// <summary>
/// Lets the process end with code 0 only when it was asked to end. The host starts a handler again that ended with another code,
/// and leaves one that ended with 0 for dead: an app that stops by a fault of its own must not end so.
/// </summary>
internal static class ProcessEnd
{
    private static readonly List<PosixSignalRegistration> Registrations = [];

    public static void FailUnlessAsked()
    {
        Environment.ExitCode = 1;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
            Registrations.Add(PosixSignalRegistration.Create(signal, _ => Environment.ExitCode = 0));
    }
}
