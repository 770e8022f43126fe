namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>What a host that calls from outside says of an invocation.</summary>
/// <param name="InvocationId">The host's own id; null for one of ours.</param>
/// <param name="Retry">Null unless it repeats the call by a retry policy.</param>
internal sealed record InvocationOrigin(string? InvocationId, RetryContext? Retry);
