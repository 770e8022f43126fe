using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TechTransfer.Testing;

/// <summary>
/// A real Azurite. <c>./test</c> starts one for the whole run and names it in <c>TECHTRANSFER_TEST_STORAGE</c>;
/// without that (a test run from an editor) one is started for the process, on free ports, in memory.
/// </summary>
public static class AzuriteServer
{
    private const string AccountName = "devstoreaccount1";

    // The key that every storage emulator in the world shares: no secret.
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // A busy machine needs minutes for what a quiet one does in a second.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private const int Attempts = 5;

    private static readonly Lazy<Task<string>> Started = new(StartAsync);

    /// <summary>The connection string; tests share the server, so each uses table, queue and container names of its own.</summary>
    public static Task<string> ConnectionStringAsync() => Started.Value;

    public static string ConnectionString(int blobPort, int queuePort, int tablePort) =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};"
        + $"BlobEndpoint=http://127.0.0.1:{blobPort}/{AccountName};QueueEndpoint=http://127.0.0.1:{queuePort}/{AccountName};"
        + $"TableEndpoint=http://127.0.0.1:{tablePort}/{AccountName};";

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task<string> StartAsync() =>
        Environment.GetEnvironmentVariable("TECHTRANSFER_TEST_STORAGE") is { Length: > 0 } given
            ? Task.FromResult(given)
            : StartSharedAsync();

    private static async Task<string> StartSharedAsync()
    {
        var (connection, server) = await StartOwnAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Kill(entireProcessTree: true);
        return connection;
    }

    /// <summary>One more server, for a test that starts an app, whose tables have fixed names. Whoever starts it kills its
    /// process.</summary>
    /// <param name="before">A script that Node.js loads before the server; null for none.</param>
    public static async Task<(string Connection, Process Server)> StartOwnAsync(string? before = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryStartAsync(before) is { } started)
                return started;
        }
        throw new InvalidOperationException($"Azurite ended at its start {Attempts} times; it says why above.");
    }

    // Null when it ended at its start: another process may have been faster to take a port that was free.
    private static async Task<(string Connection, Process Server)?> TryStartAsync(string? before)
    {
        var (blob, queue, table) = (FreePort(), FreePort(), FreePort());
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true };
        if (before is not null)
        {
            start.ArgumentList.Add("--require");
            start.ArgumentList.Add(before);
        }
        foreach (
            var argument in (string[])
                [
                    Repository.PathOf("node_modules", "azurite", "dist", "src", "azurite.js"),
                    "--inMemoryPersistence",
                    "--silent",
                    "--skipApiVersionCheck",
                    "--disableTelemetry",
                    "--blobPort",
                    $"{blob}",
                    "--queuePort",
                    $"{queue}",
                    "--tablePort",
                    $"{table}",
                ]
        )
            start.ArgumentList.Add(argument);
        var process =
            Process.Start(start) ?? throw new InvalidOperationException("Azurite did not start: is Node.js installed and has npm ci run?");
        foreach (var port in (int[])[blob, queue, table])
        {
            if (await AnswersAsync(port, process))
                continue;
            process.Dispose();
            return null;
        }
        return (ConnectionString(blob, queue, table), process);
    }

    // False when the process has ended.
    private static async Task<bool> AnswersAsync(int port, Process process)
    {
        for (var waited = Stopwatch.StartNew(); !process.HasExited; await Task.Delay(100))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException) when (waited.Elapsed < Patience)
            {
                // Not yet.
            }
        }
        return false;
    }
}
