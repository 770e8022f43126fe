using System.Text.Json;
using System.Text.Json.Serialization;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests.Costing;

/// <summary>One price of the list.</summary>
/// <param name="Amount">In the file's currency, for <paramref name="Per"/> units.</param>
/// <param name="FreeAMonth">Units a month that cost nothing.</param>
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

/// <summary>How often an operation of docs/costs.md is done for a contract.</summary>
/// <param name="Messages">For work behind a queue: how many messages it is spread over.</param>
/// <param name="Calls">Storage calls, where docs/costs.md does not say.</param>
internal sealed record Share(
    decimal PerContract,
    decimal BlobWrites = 0,
    decimal BlobReads = 0,
    decimal Messages = 0,
    decimal? Calls = null,
    string? Why = null
);

/// <summary>A figure that is assumed, and why.</summary>
internal sealed record Assumed(decimal Amount = 0, decimal AMonth = 0, decimal BlobCallsAMonth = 0, string? Why = null);

/// <summary><c>docs/prices.json</c>: the price list and everything that the calculation assumes.</summary>
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
