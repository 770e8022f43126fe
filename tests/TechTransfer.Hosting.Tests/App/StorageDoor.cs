using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using TechTransfer.Testing;

namespace TechTransfer.Hosting.Tests.App;

/// <summary>A TCP proxy in front of the tables. While it is closed, the storage is unreachable for an app that uses it.</summary>
public sealed partial class StorageDoor : IAsyncDisposable
{
    private readonly int behind;
    private readonly int port;
    private CancellationTokenSource open = new();
    private Task serving = Task.CompletedTask;

    private StorageDoor(string connection)
    {
        behind = int.Parse(TablePort().Match(connection).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        port = AzuriteServer.FreePort();
        Connection = TablePort().Replace(connection, $"TableEndpoint=http://127.0.0.1:{port}/");
        Open();
    }

    /// <summary>Connection string with the tables behind the proxy; blobs and queues are reached directly.</summary>
    public string Connection { get; }

    public static async Task<StorageDoor> NewAsync() => new(await AzuriteServer.ConnectionStringAsync());

    public void Open() => Open(silent: false);

    /// <summary>Accepts connections but never answers.</summary>
    public void OpenSilently() => Open(silent: true);

    private void Open(bool silent)
    {
        open = new();
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        serving = ServeAsync(listener, silent, open.Token);
    }

    public async Task ShutAsync()
    {
        await open.CancelAsync();
        await serving;
        open.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (!serving.IsCompleted)
            await ShutAsync();
    }

    private async Task ServeAsync(TcpListener listener, bool silent, CancellationToken cancellation)
    {
        using var stop = cancellation.Register(listener.Stop);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                _ = PassAsync(await listener.AcceptTcpClientAsync(cancellation), silent, cancellation);
            }
            catch (Exception shut) when (shut is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task PassAsync(TcpClient outside, bool silent, CancellationToken cancellation)
    {
        using var _ = outside;
        using var inside = new TcpClient();
        try
        {
            if (silent)
                await Task.Delay(Timeout.Infinite, cancellation);
            await inside.ConnectAsync(IPAddress.Loopback, behind, cancellation);
            await Task.WhenAny(
                outside.GetStream().CopyToAsync(inside.GetStream(), cancellation),
                inside.GetStream().CopyToAsync(outside.GetStream(), cancellation)
            );
        }
        catch (Exception shut) when (shut is OperationCanceledException or IOException or SocketException)
        {
            // The proxy was closed during this connection.
        }
    }

    [GeneratedRegex(@"TableEndpoint=http://[^:]+:(\d+)/")]
    private static partial Regex TablePort();
}
