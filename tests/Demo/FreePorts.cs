using System.Net;
using System.Net.Sockets;

namespace TechTransfer.Demo;

/// <summary>Ten free TCP ports in a row: four for the services, four for the storage emulators, one for the trace collector, one for the portal.</summary>
public static class FreePorts
{
    public static IReadOnlyList<int> Find()
    {
        for (var start = Random.Shared.Next(20000, 29000); ; start += 10)
        {
            var ports = Enumerable.Range(start, 10).ToArray();
            if (ports.All(IsFree))
                return ports;
            if (start > 60000)
                throw new DemoFailedException("no ten free ports in a row were found.");
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
