using System.Diagnostics;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks;

/// <summary>The packages from npm that we are measured against, in this folder's own <c>package.json</c>: nothing else needs
/// them.</summary>
public static class Npm
{
    private static readonly string Folder = Repository.PathOf("tests", "Benchmarks");

    /// <summary>Installs what the lock file names, unless it is there.</summary>
    public static void Ensure(string package)
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", package)))
            return;
        using var npm = Process.Start(
            new ProcessStartInfo("npm") { WorkingDirectory = Folder, ArgumentList = { "ci", "--ignore-scripts", "--loglevel=error" } }
        )!;
        npm.WaitForExit();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci ended with {npm.ExitCode}.");
    }

    /// <summary>Starts a script of this project with Node.js; it is spoken to line by line.</summary>
    public static Process Start(params string[] script)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine([Folder, .. script]));
        return Process.Start(start)!;
    }
}
