using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>
/// Checks that the grants of an achievement do not overlap: ownership shares together stay within the share of the organisation, an
/// exclusive use right excludes other use rights, and a grant of the whole ownership excludes use rights.
/// </summary>
internal static class RightsConflict
{
    /// <param name="from">First day of the right, or an estimate before it is fixed.</param>
    /// <param name="to">Last day of the right; null if it has no end.</param>
    public static void Check(
        FindingList findings,
        Achievement state,
        string? grantId,
        GrantTerms terms,
        DateOnly from,
        DateOnly? to,
        string path
    )
    {
        var others = state.Grants.Where(g => g.Id != grantId && g.IsCommitted()).ToArray();
        var whole = state.OrganisationAsOwner().Share;
        var given = others.Where(g => g.Terms.GivesOwnership()).Sum(g => g.Terms.Share!.Value);
        if (terms.GivesOwnership() && given + terms.Share!.Value is var sum && sum > whole)
        {
            findings.Error(
                FindingCodes.ShareExceeded,
                $"{path}share",
                $"已赋予所有权{given}，加上本次合计{sum}，超过单位所持的{whole}，请调整本次份额。",
                $"{given} of the ownership has been granted already. With this grant it would be {sum}, more than the {whole} "
                    + "that the organisation holds. Lower the share.",
                Instruments.Pilot
            );
        }
        int Number(Grant grant) => 1 + state.Grants.ToList().IndexOf(grant);
        var uses = others.Where(g => g.Terms.Type == GrantType.LongTermUse && Overlap(from, to, First(g), g.EndsOn)).ToArray();
        if (terms.Type == GrantType.LongTermUse)
        {
            if (uses.FirstOrDefault(g => terms.Exclusive || g.Terms.Exclusive) is { } other)
            {
                findings.Error(
                    FindingCodes.ExclusiveConflict,
                    $"{path}exclusive",
                    $"与该成果第{Number(other)}项赋权的使用权冲突：独占的使用权不能与其他使用权并存；请改为非独占，或者调整起止日期。",
                    $"This conflicts with the right of use under grant {Number(other)} of the achievement, because an exclusive "
                        + "right of use cannot exist beside others. Make it non-exclusive, or change the dates.",
                    Instruments.Pilot
                );
            }
            if (given >= whole && others.FirstOrDefault(g => g.Terms.GivesOwnership()) is { } owner)
            {
                findings.Error(
                    FindingCodes.NothingLeftToGrant,
                    $"{path}type",
                    $"单位所持的所有权已通过该成果第{Number(owner)}项赋权全部赋予团队，单位不能再赋予使用权，请核对。",
                    $"The organisation has granted its whole ownership to the team by grant {Number(owner)} and can no longer "
                        + "grant a right of use. Check it.",
                    Instruments.Pilot
                );
            }
        }
        else if (given + terms.Share!.Value >= whole && uses.Length > 0)
        {
            findings.Error(
                FindingCodes.UseRightStands,
                $"{path}type",
                $"该成果第{Number(uses[0])}项赋权的使用权仍在期限内，单位不能赋予全部所有权；请先结束该项使用权，或者减少份额。",
                $"The right of use under grant {Number(uses[0])} is still in force, so the organisation cannot grant its whole "
                    + "ownership. End that right, or lower the share.",
                Instruments.Pilot
            );
        }
    }

    private static DateOnly First(Grant grant) => grant.StartsOn ?? grant.Terms.StartsOn ?? DateOnly.MinValue;

    private static bool Overlap(DateOnly from, DateOnly? to, DateOnly otherFrom, DateOnly? otherTo) =>
        from <= (otherTo ?? DateOnly.MaxValue) && otherFrom <= (to ?? DateOnly.MaxValue);
}
