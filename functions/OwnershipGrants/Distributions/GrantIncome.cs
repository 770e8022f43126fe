using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>Finds the grant, the agreement and the team shares that apply to an income on its day.</summary>
internal static class GrantIncome
{
    public static IReadOnlyList<IncomePart> Agreement(Grant grant) =>
        [.. grant.Terms.IncomeShares.Select(s => new IncomePart(Json.EnumName(s.Holder), s.Share, s.Name))];

    /// <summary>The team version that was valid on the day of the income, not the current one.</summary>
    public static IReadOnlyList<MemberShare> Team(Achievement state, DateOnly day) =>
        [.. state.TeamOn(day).Members.Select(m => new MemberShare(m.Person, m.Share))];

    /// <summary>True for a day on which the grant was in force, even if the grant has ended since that day.</summary>
    public static bool IsInForce(Grant grant, DateOnly day) =>
        grant.StartsOn is { } from
        && from <= day
        && (grant.EndsOn is null || day <= grant.EndsOn)
        && (grant.Ending is null || day <= grant.Ending.On);

    /// <summary>
    /// The grant that income of that day from the contract belongs to: the one the contract is linked to if it was in force, else the
    /// grant in force with the latest start; null if none was in force.
    /// </summary>
    public static Grant? Of(Achievement state, string contractId, string? linkedGrant, DateOnly day)
    {
        var named = linkedGrant ?? Conversion(state, contractId)?.GrantId;
        return named is not null && state.Grants.FirstOrDefault(g => g.Id == named && IsInForce(g, day)) is { } linked
            ? linked
            : state.Grants.Where(g => IsInForce(g, day)).MaxBy(g => g.StartsOn);
    }

    /// <summary>The contract as source of an income; null if it is not, or no longer, a conversion of the achievement.</summary>
    public static IncomeSource? Contract(Achievement state, string contractId) =>
        Conversion(state, contractId) is { Status: ConversionStatus.Standing } c
            ? new(c.ContractId, c.Contract?.Number, c.Contract?.RegisteredOn)
            : null;

    private static Conversion? Conversion(Achievement state, string contractId) =>
        state.Conversions.FirstOrDefault(c => c.ContractId == contractId);
}
