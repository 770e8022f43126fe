using System.Globalization;
using System.Text.Json;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Organisations;

/// <summary>
/// Facts that officers have stated about an organisation for a policy year, because registration does not hold them: good standing, R&amp;D
/// spend …
/// </summary>
public sealed record OrganisationYear
{
    public required string Uscc { get; init; }
    public required int Year { get; init; }

    /// <summary>By name of the declared fact; a fact that is missing is unknown.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Facts { get; init; }

    /// <summary>Name and party facts of an organisation that no contract names yet; null otherwise.</summary>
    public PartyFacts? Party { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    public static string IdOf(string uscc, int year) => string.Create(CultureInfo.InvariantCulture, $"{uscc}.{year}");

    public DeclaredFacts Declared() => new(Facts);
}
