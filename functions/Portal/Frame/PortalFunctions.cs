using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;

namespace TechTransfer.Portal.Frame;

/// <summary>The portal's own functions and the health probes. The other shared functions (sweeper, backups, watch, OpenAPI) serve
/// aggregates, which the portal does not have.</summary>
internal sealed class PortalFunctions(IFunctionMetadataProvider all) : IFunctionMetadataProvider
{
    private static readonly string[] Shared = ["Health", "HealthLive"];

    public async Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) =>
        [
            .. (await all.GetFunctionMetadataAsync(directory)).Where(function =>
                Shared.Contains(function.Name) || function.EntryPoint?.StartsWith("TechTransfer.Portal.", StringComparison.Ordinal) == true
            ),
        ];

    /// <summary>Call it last: it wraps the provider that is registered by then.</summary>
    public static void Restrict(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(IFunctionMetadataProvider));
        services.AddSingleton<IFunctionMetadataProvider>(provider => new PortalFunctions(
            registered.ImplementationInstance as IFunctionMetadataProvider
                ?? registered.ImplementationFactory?.Invoke(provider) as IFunctionMetadataProvider
                ?? (IFunctionMetadataProvider)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!)
        ));
    }
}
