using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace TechTransfer.ProbeApp;

/// <summary>Adds to the app's functions one whose code does not exist, so that it cannot be loaded.</summary>
internal sealed class WithABrokenFunction : IFunctionMetadataProvider
{
    public async Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) =>
        (await new GeneratedFunctionMetadataProvider().GetFunctionMetadataAsync(directory)).Add(
            new DefaultFunctionMetadata
            {
                Name = "Broken",
                EntryPoint = "TechTransfer.ProbeApp.Nowhere.Broken",
                ScriptFile = "ProbeApp.dll",
                Language = "dotnet-isolated",
                RawBindings =
                [
                    """{"name":"request","type":"httpTrigger","direction":"In","authLevel":"Anonymous","methods":["get"],"route":"broken"}""",
                ],
            }
        );
}
