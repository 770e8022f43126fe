using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace TechTransfer.ProbeApp;

/// <summary>The app's functions, and one whose code is nowhere.</summary>
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
