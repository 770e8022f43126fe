using System.Globalization;
using System.Text.Json;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Organisations;

/// <summary>What officers have stated about an organisation for a policy year, because registration does not hold it: good standing,
/// R&amp;D spend …</summary>
public sealed record OrganisationYear
{
    public required string Uscc { get; init; }
    public required int Year { get; init; }

    /// <summary>By the names of the declared facts. What is not here is unknown.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Facts { get; init; }

    /// <summary>Who it is, for an organisation that no contract has told of.</summary>
    public PartyFacts? Party { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary><c>{uscc}.{year}</c>.</summary>
    public static string IdOf(string uscc, int year) => string.Create(CultureInfo.InvariantCulture, $"{uscc}.{year}");

    public DeclaredFacts Declared() => new(Facts);
}
