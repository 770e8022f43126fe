using System.Text.Json;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;
using TechTransfer.LocalHost.Settings;

namespace TechTransfer.LocalHost.Http;

/// <summary>The app's HTTP routes, which are set after the worker has sent its functions.</summary>
internal sealed class HttpRoutes : EndpointDataSource, IDisposable
{
    private CancellationTokenSource change = new();

    public override IReadOnlyList<Endpoint> Endpoints => endpoints;

    private IReadOnlyList<Endpoint> endpoints = [];

    /// <summary>Method and path of each route, as in <c>GET /api/contracts/{id}</c>; <c>*</c> for any method.</summary>
    public IReadOnlyList<string> Described =>
        [
            .. from endpoint in endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]
            select $"{method} /{endpoint.RoutePattern.RawText}",
        ];

    public override IChangeToken GetChangeToken() => new CancellationChangeToken(change.Token);

    /// <exception cref="StartException">A route is malformed.</exception>
    public void Set(IEnumerable<HostedFunction> functions, string prefix, Func<HttpContext, HostedFunction, Task> call)
    {
        endpoints = [.. functions.Select(function => EndpointOf(function, prefix, call))];
        var before = Interlocked.Exchange(ref change, new());
        before.Cancel();
        before.Dispose();
    }

    public void Dispose() => change.Dispose();

    private static Endpoint EndpointOf(HostedFunction function, string prefix, Func<HttpContext, HostedFunction, Task> call)
    {
        var route = $"{prefix}/{function["route"] ?? function.Name}".Trim('/');
        try
        {
            var endpoint = new RouteEndpointBuilder(http => call(http, function), RoutePatternFactory.Parse(route), order: 0)
            {
                DisplayName = function.Name,
            };
            if (MethodsOf(function) is { Length: > 0 } methods)
                endpoint.Metadata.Add(new HttpMethodMetadata(methods));
            return endpoint.Build();
        }
        catch (RoutePatternException malformed)
        {
            throw new StartException($"The route of {function.Name}, '{route}', is malformed: {malformed.Message}", malformed);
        }
    }

    private static string[] MethodsOf(HostedFunction function) =>
        HostedFunction.Find(function.Trigger, "methods") is { ValueKind: JsonValueKind.Array } methods
            ? [.. methods.EnumerateArray().Select(m => m.GetString()!.ToUpperInvariant())]
            : [];
}
