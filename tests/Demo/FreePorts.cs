using System.Net;
using System.Net.Sockets;

namespace TechTransfer.Demo;

/// <summary>Nine free TCP ports in a row: four for the apps, four for the storage emulators, one for the trace collector.</summary>
public static class FreePorts
{
    public static IReadOnlyList<int> Find()
    {
        for (var start = Random.Shared.Next(20000, 29000); ; start += 9)
        {
            var ports = Enumerable.Range(start, 9).ToArray();
            if (ports.All(IsFree))
                return ports;
            if (start > 60000)
                throw new DemoFailedException("no nine free ports in a row were found.");
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
