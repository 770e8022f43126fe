using System.Text.Json;
using System.Text.Json.Serialization;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests.Costing;

/// <param name="Amount">Price of <paramref name="Per"/> units, in the currency of the file.</param>
/// <param name="FreeAMonth">Units per month that are free.</param>
internal sealed record Price(
    [property: JsonPropertyName("price")] decimal Amount,
    decimal Per,
    string Certainty,
    string Source,
    decimal FreeAMonth = 0
)
{
    public decimal Of(decimal units) => decimal.Max(0, units - FreeAMonth) / Per * Amount;
}

/// <summary>How often an operation in docs/costs.md is done for each contract.</summary>
/// <param name="Messages">For work behind a queue, the number of messages; 0 for an HTTP operation.</param>
/// <param name="Calls">Storage calls of the operation, when docs/costs.md does not list it.</param>
internal sealed record Share(
    decimal PerContract,
    decimal BlobWrites = 0,
    decimal BlobReads = 0,
    decimal Messages = 0,
    decimal? Calls = null,
    string? Why = null
);

internal sealed record Assumed(decimal Amount = 0, decimal AMonth = 0, decimal BlobCallsAMonth = 0, string? Why = null);

internal sealed record PriceFile(
    string AsOf,
    string Currency,
    string Region,
    IReadOnlyDictionary<string, Price> Prices,
    IReadOnlyDictionary<string, Share> Operations,
    IReadOnlyDictionary<string, Share> Background,
    IReadOnlyDictionary<string, Assumed> Idle,
    IReadOnlyDictionary<string, Assumed> Assumptions
)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static PriceFile Read() =>
        JsonSerializer.Deserialize<PriceFile>(File.ReadAllText(Repository.PathOf("docs", "prices.json")), Options)!;
}
