using System.Diagnostics;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks;

/// <summary>npm packages of the competitors, listed in this folder's <c>package.json</c> because nothing else needs them.</summary>
public static class Npm
{
    private static readonly string Folder = Repository.PathOf("tests", "Benchmarks");

    /// <summary>
    /// Makes a package available: installs everything in this folder's package.json when it is missing (needs npm and the network).
    /// </summary>
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

    public static Process Start(params string[] script)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine([Folder, .. script]));
        return Process.Start(start)!;
    }
}
