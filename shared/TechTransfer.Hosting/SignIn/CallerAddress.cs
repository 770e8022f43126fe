using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Hosting.SignIn;

/// <summary>Where a call comes from.</summary>
public static class CallerAddress
{
    /// <summary>
    /// The address that the outermost proxy of ours saw, or that the Functions host saw where there is none. A caller can write neither:
    /// the host replaces <c>X-Forwarded-For</c> when it calls the worker, and of what reached the host only what our proxies added at the
    /// end counts.
    /// </summary>
    /// <param name="request">A call.</param>
    /// <param name="proxies">How many proxies stand before the host and add to <c>X-Forwarded-For</c>; in Azure one, its front end.</param>
    public static IPAddress CallerAddressBehind(this HttpRequest request, int proxies)
    {
        var address = request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None;
        if (proxies > 0 && SeenByHost(request.HttpContext) is { } seen && seen.Length >= proxies && Parse(seen[^proxies]) is { } outer)
            address = outer;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
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

    // Some proxies add the port.
    private static IPAddress? Parse(string text) =>
        IPAddress.TryParse(text, out var address) ? address
        : IPEndPoint.TryParse(text, out var end) ? end.Address
        : null;
}
