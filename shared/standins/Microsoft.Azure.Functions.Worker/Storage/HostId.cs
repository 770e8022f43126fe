using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Storage;

/// <summary>The name under which all instances of this app share locks and timer status: at most 32 small letters, digits and dashes.</summary>
internal sealed class HostId(IConfiguration configuration, IHostEnvironment environment)
{
    public string Value { get; } = Clean(configuration["AzureFunctionsWebHost:hostid"] ?? configuration["WEBSITE_SITE_NAME"] ?? environment.ApplicationName);

    private static string Clean(string name)
    {
        var clean = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        return clean[..Math.Min(clean.Length, 32)].Trim('-');
    }
}
