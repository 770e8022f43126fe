namespace TechTransfer.Portal.Services;

/// <summary>Names the operation of a service that a method calls. A test holds the method's answer against the service's description in
/// <c>docs/openapi</c>.</summary>
/// <param name="app">Short name of the app, as in <c>contracts</c>.</param>
/// <param name="operation">Method and path, as in <c>GET /api/verify/{number}</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CallsAttribute(string app, string operation) : Attribute
{
    public string App { get; } = app;

    public string Operation { get; } = operation;

    /// <summary>Names of the query parameters that the method sends.</summary>
    public string[] Query { get; set; } = [];
}
