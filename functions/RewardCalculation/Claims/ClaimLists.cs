using System.Globalization;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Claims;

public sealed record ClaimSummary : LineWithActions
{
    public required string Id { get; init; }
    public required ClaimStatus Status { get; init; }
    public required RewardParty Beneficiary { get; init; }
    public required BeneficiaryRole Role { get; init; }
    public required string PolicyId { get; init; }
    public required int Year { get; init; }

    /// <summary>The settled amount, or before the settlement the claimed amount, yuan; zero when it was rejected or withdrawn.</summary>
    public required Yuan Amount { get; init; }
    public required DateTimeOffset FiledAt { get; init; }
}

/// <summary>A running public notice as anyone may read it.</summary>
/// <param name="Beneficiary">Name of the beneficiary.</param>
/// <param name="ContractNumbers">Registration numbers, at most 50.</param>
/// <param name="Contracts">Number of contracts behind the reward.</param>
/// <param name="Until">Last day for objections, China time.</param>
/// <param name="Provisional">True while the last day depends on holidays that are not published yet.</param>
public sealed record NoticeLine(
    string ClaimId,
    string Beneficiary,
    Text Role,
    Text Policy,
    Citation Instrument,
    bool Sample,
    int Year,
    IReadOnlyList<string> ContractNumbers,
    int Contracts,
    Yuan Amount,
    DateOnly From,
    DateOnly Until,
    bool Provisional,
    bool Objected
)
{
    public static NoticeLine Of(Claim claim) =>
        new(
            claim.Id,
            claim.Beneficiary.Name,
            claim.Role.Name(),
            claim.PolicyName,
            claim.Instrument,
            claim.Sample,
            claim.Year,
            claim.ContractNumbers,
            claim.Contracts,
            claim.Amount(),
            claim.Notice!.From,
            claim.Notice.Until,
            claim.Notice.Provisional,
            claim.Status == ClaimStatus.Objected
        );
}

public static class ClaimLists
{
    /// <summary>Name of the list of running public notices, ordered by their last day.</summary>
    public const string Notices = "claims|notices";

    public static string OfOrganisation(string uscc) => $"claims|org|{uscc}";

    public static string OfPolicy(string policyId, int year) =>
        string.Create(CultureInfo.InvariantCulture, $"claims|policy|{policyId}|{year}");

    public static string OfStatus(ClaimStatus status) => $"claims|status|{Json.EnumName(status)}";

    /// <summary>Name of the list of checked claims, from which a settlement of the policy year collects its claims.</summary>
    public static string Checked(string policyId, int year) =>
        string.Create(CultureInfo.InvariantCulture, $"claims|checked|{policyId}|{year}");

    /// <summary>Name of the list of claims in force on an entitlement, in the order of filing.</summary>
    public static string OfEntitlement(string entitlementId) => $"claims|entitlement|{entitlementId}";

    public static IEnumerable<ListEntry> Of(Claim claim, WorkingCalendar calendar)
    {
        var newest = ListEntry.NewestFirst(claim.Filed.At);
        var line = new ClaimSummary
        {
            Id = claim.Id,
            Status = claim.Status,
            Beneficiary = claim.Beneficiary,
            Role = claim.Role,
            PolicyId = claim.PolicyId,
            Year = claim.Year,
            Amount = claim.Status.IsInForce() ? claim.Amount() : Yuan.Zero,
            FiledAt = claim.Filed.At,
            ListedActions = ClaimLifeCycle.ListedFor(claim, calendar),
        };
        yield return new(OfOrganisation(claim.Beneficiary.Uscc), newest, line);
        yield return new(OfPolicy(claim.PolicyId, claim.Year), newest, line);
        yield return new(OfStatus(claim.Status), newest, line);
        if (claim.Status.IsInForce())
            yield return new(OfEntitlement(claim.EntitlementId), Oldest(claim), new ClaimId(claim.Id));
        if (claim.Status == ClaimStatus.Checked)
            yield return new(Checked(claim.PolicyId, claim.Year), Oldest(claim), new ClaimId(claim.Id));
        // A notice whose end is recorded is no longer public.
        if (claim is { Status: ClaimStatus.OnNotice or ClaimStatus.Objected, Notice: { EndedAt: null } notice })
            yield return new(Notices, $"{notice.Until:yyyyMMdd}", NoticeLine.Of(claim));
    }

    private static string Oldest(Claim claim) => claim.Filed.At.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}

public sealed record ClaimId(string Id);
