using System.Diagnostics;
using TechTransfer.Testing;

namespace TechTransfer.Portal.Tests;

/// <summary>A real OpenID provider (npm's oidc-provider) that signs users in on a page of its own.</summary>
internal sealed class OpenIdServer : IDisposable
{
    private readonly Process process;

    private OpenIdServer(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <param name="redirect">The portal's address that the provider may lead back to.</param>
    public static OpenIdServer Start(Uri redirect)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (
            var argument in (string[])[Repository.PathOf("tests", "Portal.Tests", "provider.mjs"), "techtransfer", redirect.AbsoluteUri]
        )
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        return new(process, new(process.StandardOutput.ReadLine()!));
    }

    // The script ends with its input.
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit(5000);
        process.Dispose();
    }
}
