namespace Microsoft.Azure.Functions.Worker.Settings;

/// <summary>What <c>host.json</c> says, with the Functions host's own defaults for what it does not say.</summary>
internal sealed class HostSettings
{
    public string RoutePrefix { get; init; } = "api";
}
