using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Settings;

/// <summary>Puts the values of settings in the place of <c>%NAME%</c>.</summary>
internal sealed partial class SettingNames(IConfiguration configuration)
{
    /// <param name="missing">The first setting that has no value; null if all have.</param>
    public string Resolve(string text, out string? missing)
    {
        string? without = null;
        var resolved = Name().Replace(text, match =>
        {
            var name = match.Groups[1].Value;
            if (configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value) return value;
            without ??= name;
            return match.Value;
        });
        missing = without;
        return resolved;
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Name();
}
