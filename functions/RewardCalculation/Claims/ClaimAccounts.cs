using System.Globalization;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>
/// The accounts that limit claims, each one partition with its sums: the amount claimed on an entitlement; the policy that holds an
/// exclusive group for an organisation and year; the amount settled for an organisation under a programme in a year; the amount a programme
/// has spent, by year.
/// </summary>
public sealed class ClaimAccounts(Accounts accounts)
{
    public const string Amount = "amount";
    private const int MaxHolders = 100;

    public static string OfEntitlement(string entitlementId) => $"entitlement-claims|{entitlementId}";

    public static string OfGroup(string group, int year, string uscc) =>
        string.Create(CultureInfo.InvariantCulture, $"group|{group}|{year}|{uscc}");

    public static string OfOrganisation(string programme, int year, string uscc) =>
        string.Create(CultureInfo.InvariantCulture, $"unit|{programme}|{year}|{uscc}");

    public static string OfProgramme(string programme) => $"programme|{programme}";

    public static string Spent(int year) => string.Create(CultureInfo.InvariantCulture, $"spent.{year}");

    /// <summary>
    /// Key of the holder of an exclusive group. It names the policy rather than the claim, so that a supplementary claim under the same
    /// policy is not excluded.
    /// </summary>
    public static string Holder(string policyId, BeneficiaryRole role) => $"{policyId}.{Json.EnumName(role)}";

    /// <summary>A policy without a programme has its own budget, under its own key.</summary>
    public static string ProgrammeOf(Policy policy) =>
        policy.Programme is { } programme ? $"programme.{programme.Id}" : $"policy.{policy.Id}";

    public async Task<ClaimRoom> RoomAsync(Entitled entitled, IReadOnlyList<string> groups, CancellationToken cancellation)
    {
        var claimed = accounts.ReadAsync(OfEntitlement(entitled.Id), cancellation);
        var held = await Task.WhenAll(
            groups.Select(async g =>
                (Group: g, Sums: await accounts.ReadAsync(OfGroup(g, entitled.Year, entitled.Beneficiary.Uscc), cancellation))
            )
        );
        return new(Yuan.FromFen((await claimed).GetValueOrDefault(Amount)), held.ToDictionary(h => h.Group, h => h.Sums));
    }

    /// <summary>
    /// The claim's exclusive groups that its organisation holds under another policy, with the key of that policy and role.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> HeldByOthersAsync(Claim claim, CancellationToken cancellation)
    {
        var holder = Holder(claim.PolicyId, claim.Role);
        var held = await Task.WhenAll(
            claim.ExclusiveGroups.Select(async g =>
                (Group: g, Sums: await accounts.ReadAsync(OfGroup(g, claim.Year, claim.Beneficiary.Uscc), cancellation))
            )
        );
        return held.Where(h => ClaimRoom.TakenByOther(h.Sums, holder))
            .ToDictionary(h => h.Group, h => h.Sums.First(s => s.Value > 0 && s.Key != holder).Key);
    }

    /// <summary>
    /// The claim that holds an exclusive group for an organisation under another policy, and the key of that policy and role; null when
    /// there is none.
    /// </summary>
    public async Task<GroupHolder?> HolderAsync(string group, int year, string uscc, string holder, CancellationToken cancellation) =>
        (await HoldersAsync(group, year, uscc, cancellation)).FirstOrDefault(h => h.Key != holder);

    private async Task<IEnumerable<GroupHolder>> HoldersAsync(string group, int year, string uscc, CancellationToken cancellation) =>
        (await accounts.LinesAsync(OfGroup(group, year, uscc), MaxHolders, cancellation: cancellation)).SelectMany(l =>
            l.Figures.Where(f => f.Value > 0).Select(f => new GroupHolder(l.Contributor, f.Key))
        );

    /// <summary>What is claimed on an entitlement, and the claims of its organisation that hold one of the groups, by policy.</summary>
    public async Task<ClaimsOnEntitlement> OnAsync(
        string entitlementId,
        int year,
        string uscc,
        IReadOnlyList<string> groups,
        CancellationToken cancellation
    )
    {
        var claimed = ClaimedAsync(entitlementId, cancellation);
        var held = await Task.WhenAll(groups.Select(g => HoldersAsync(g, year, uscc, cancellation)));
        return new(await claimed, held.SelectMany(h => h).DistinctBy(h => h.PolicyId).ToDictionary(h => h.PolicyId, h => h.ClaimId));
    }

    /// <summary>What a programme has spent, by year, and how many of its settlement runs are closed.</summary>
    public Task<IReadOnlyDictionary<string, long>> ProgrammeAsync(string programme, CancellationToken cancellation) =>
        accounts.ReadAsync(OfProgramme(programme), cancellation);

    /// <summary>Total of all claims in force on an entitlement.</summary>
    public async Task<Yuan> ClaimedAsync(string entitlementId, CancellationToken cancellation) =>
        Yuan.FromFen((await accounts.ReadAsync(OfEntitlement(entitlementId), cancellation)).GetValueOrDefault(Amount));
}

/// <param name="Key">Key of the policy and role under which the claim holds the group.</param>
public sealed record GroupHolder(string ClaimId, string Key)
{
    public string PolicyId => Key[..Key.LastIndexOf('.')];

    public Problem ToProblem(PolicyBook book) =>
        Problem.Of(Catalogue.ExclusiveGroupTaken, ("policy", book.NameOf(PolicyId)), ("claim", ClaimId));
}

/// <param name="Claimed">Total of the other claims in force on the entitlement.</param>
/// <param name="Groups">Sums of the account of each exclusive group, by group.</param>
public sealed record ClaimRoom(Yuan Claimed, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Groups)
{
    /// <summary>Why another claim of the organisation shuts this one out; null when none does.</summary>
    public Problem? Excluded { get; init; }

    public Yuan Left(Entitled entitled) => Yuan.Max(entitled.Amount - Claimed, Yuan.Zero);

    public string? TakenGroup(string holder) => Groups.Where(g => TakenByOther(g.Value, holder)).Select(g => g.Key).FirstOrDefault();

    internal static bool TakenByOther(IReadOnlyDictionary<string, long> sums, string holder) =>
        sums.Any(s => s.Value > 0 && s.Key != holder);
}
