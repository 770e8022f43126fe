using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TechTransfer.Testing;

/// <summary>
/// A real Azurite (storage emulator). <c>./test</c> starts one for the whole run and names it in <c>TECHTRANSFER_TEST_STORAGE</c>; in a run
/// from an editor, each test process starts its own in memory, on free ports.
/// </summary>
public static class AzuriteServer
{
    private const string AccountName = "devstoreaccount1";

    // The well-known key of every storage emulator, not a secret.
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // On a busy machine Azurite can need minutes to start.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private const int Attempts = 5;

    private static readonly Lazy<Task<string>> Started = new(StartAsync);

    /// <summary>Connection string of the shared Azurite. Each test must use its own names for tables, queues and containers.</summary>
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

    /// <summary>
    /// Starts a separate Azurite for a test that runs a whole app, whose tables have fixed names. The caller must kill the process.
    /// </summary>
    /// <param name="before">A script that Node.js loads before Azurite; null for none.</param>
    public static async Task<(string Connection, Process Server)> StartOwnAsync(string? before = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryStartAsync(before) is { } started)
                return started;
        }
        throw new InvalidOperationException($"Azurite ended at its start {Attempts} times; it says why above.");
    }

    // Returns null when Azurite exited at once, for example because another process took one of the ports first.
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

    // Returns false when the process exits before it accepts connections.
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
                // Azurite is not listening yet: try again.
            }
        }
        return false;
    }
}
