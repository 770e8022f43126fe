using System.Diagnostics.CodeAnalysis;
using Azure.Core;

namespace Azure.Data.Tables;

public class TableClientOptions : ClientOptions
{
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        VersionText = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
        // These say how a query was asked, not what it found.
        foreach (var name in (string[])["$format", "$filter", "$top", "$select"]) Diagnostics.LoggedQueryParameters.Add(name);
        foreach (var name in (string[])["DataServiceVersion", "Prefer", "x-ms-version"]) Diagnostics.LoggedHeaderNames.Add(name);
    }

    /// <summary>Whose tokens a <see cref="TokenCredential"/> is asked for; the public cloud's if not set.</summary>
    public TableAudience? Audience { get; set; }

    internal string VersionText { get; }

    [SuppressMessage("Naming", "CA1707", Justification = "The names are the published package's.")]
    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }
}
