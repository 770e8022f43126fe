using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Settings;

/// <summary>Functions that a setting <c>AzureWebJobs.NAME.Disabled</c> switches off.</summary>
internal sealed class DisabledFunctions(IConfiguration configuration)
{
    public bool Has(FunctionDescriptor function) =>
        (configuration[$"AzureWebJobs.{function.Name}.Disabled"] ?? configuration[$"AzureWebJobs_{function.Name}_Disabled"]) is { } value &&
        (value == "1" || (bool.TryParse(value, out var disabled) && disabled));
}
