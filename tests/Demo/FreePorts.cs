using System.Net;
using System.Net.Sockets;

namespace TechTransfer.Demo;

/// <summary>Ports that nobody listens on: four for the apps, then four in a row for the storage emulators, and one for traces.</summary>
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
