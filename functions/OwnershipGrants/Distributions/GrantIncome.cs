using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>What income asks of grants, conversions and teams: the one place where it looks at them.</summary>
internal static class GrantIncome
{
    /// <summary>How income is shared by the grant's agreement.</summary>
    public static IReadOnlyList<IncomePart> Agreement(Grant grant) =>
        [.. grant.Terms.IncomeShares.Select(s => new IncomePart(Json.Word(s.Holder), s.Share, s.Name))];

    /// <summary>Whose income of a day is, and in which shares.</summary>
    public static IReadOnlyList<MemberShare> Team(Achievement state, DateOnly day) =>
        [.. state.TeamOn(day).Members.Select(m => new MemberShare(m.Person, m.Share))];

    /// <summary>True when the right was the team's on a day, whatever became of it later.</summary>
    public static bool IsInForce(Grant grant, DateOnly day) =>
        grant.StartsOn is { } from
        && from <= day
        && (grant.EndsOn is null || day <= grant.EndsOn)
        && (grant.Ending is null || day <= grant.Ending.On);

    /// <summary>The grant whose income a contract's money of a day is: the one that the contract was linked to, else the one in force since
    /// latest.</summary>
    public static Grant? Of(Achievement state, string contractId, string? linkedGrant, DateOnly day)
    {
        var named = linkedGrant ?? Conversion(state, contractId)?.GrantId;
        return named is not null && state.Grants.FirstOrDefault(g => g.Id == named && IsInForce(g, day)) is { } linked
            ? linked
            : state.Grants.Where(g => IsInForce(g, day)).MaxBy(g => g.StartsOn);
    }

    /// <summary>A contract that converts the achievement, as the source of an income; null when it does not.</summary>
    public static IncomeSource? Contract(Achievement state, string contractId) =>
        Conversion(state, contractId) is { Status: ConversionStatus.Standing } c
            ? new(c.ContractId, c.Contract?.Number, c.Contract?.RegisteredOn)
            : null;

    private static Conversion? Conversion(Achievement state, string contractId) =>
        state.Conversions.FirstOrDefault(c => c.ContractId == contractId);
}
