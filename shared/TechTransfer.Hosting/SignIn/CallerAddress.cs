using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Hosting.SignIn;

/// <summary>Finds the network address of a client, for limits on how often anonymous clients may try something.</summary>
public static class CallerAddress
{
    /// <summary>
    /// The address that our outermost proxy saw, or that the Functions host saw when there is no proxy. Clients cannot forge it: the host
    /// replaces <c>X-Forwarded-For</c>, and of the header that reached the host only the entries that our proxies appended are used.
    /// </summary>
    /// <param name="request">The HTTP request.</param>
    /// <param name="proxies">Number of proxies before the host that append to <c>X-Forwarded-For</c>; one in Azure.</param>
    public static IPAddress CallerAddressBehind(this HttpRequest request, int proxies)
    {
        var address = request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None;
        if (proxies > 0 && SeenByHost(request.HttpContext) is { } seen && seen.Length >= proxies && Parse(seen[^proxies]) is { } outer)
            address = outer;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>The network to count calls for: an IPv6 address is reduced to its /64 network, which one caller controls as a
    /// whole.</summary>
    public static IPAddress Network(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }

    private static string[]? SeenByHost(HttpContext http)
    {
        if (
            http.Features.Get<FunctionContext>()?.BindingContext.BindingData.TryGetValue("Headers", out var headers) != true
            || headers is not string json
        )
            return null;
        using var document = JsonDocument.Parse(json);
        return
            document
                .RootElement.EnumerateObject()
                .FirstOrDefault(header => header.Name.Equals("X-Forwarded-For", StringComparison.OrdinalIgnoreCase))
                .Value
                is { ValueKind: JsonValueKind.String } value
            ? value.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : null;
    }

    // Some proxies append the port.
    private static IPAddress? Parse(string text) =>
        IPAddress.TryParse(text, out var address) ? address
        : IPEndPoint.TryParse(text, out var end) ? end.Address
        : null;
}
