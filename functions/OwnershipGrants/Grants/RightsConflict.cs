using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>Whether a grant can stand beside those that an achievement has given already.</summary>
internal static class RightsConflict
{
    /// <summary>What stands against it.</summary>
    /// <param name="from">The first day of the right, as far as it is known.</param>
    /// <param name="to">The last day of the right; null without an end.</param>
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
        var whole = state.Keeper().Share;
        var given = others.Where(g => g.Terms.GivesOwnership()).Sum(g => g.Terms.Share!.Value);
        if (terms.GivesOwnership() && given + terms.Share!.Value is var sum && sum > whole)
        {
            findings.Error(
                FindingCodes.ShareExceeded,
                $"{path}share",
                $"已赋予所有权{given}，加上本次为{sum}，超过单位所持的{whole}。",
                $"{given} of the ownership is given already; with this it would be {sum}, above the {whole} that the organisation holds.",
                Instruments.Pilot
            );
        }
        var uses = others.Where(g => g.Terms.Type == GrantType.LongTermUse && Overlap(from, to, First(g), g.EndsOn)).ToArray();
        if (terms.Type == GrantType.LongTermUse)
        {
            if (uses.FirstOrDefault(g => terms.Exclusive || g.Terms.Exclusive) is { } other)
            {
                findings.Error(
                    FindingCodes.ExclusiveConflict,
                    $"{path}exclusive",
                    $"与{PartIds.NameOf(other.Id)}的使用权冲突：独占的使用权不能与其他使用权并存。",
                    $"It conflicts with the use right of {PartIds.NameOf(other.Id)}: an exclusive one stands alone.",
                    Instruments.Pilot
                );
            }
            if (given >= whole && others.FirstOrDefault(g => g.Terms.GivesOwnership()) is { } owner)
            {
                findings.Error(
                    FindingCodes.NothingLeftToGrant,
                    $"{path}type",
                    $"所有权已通过{PartIds.NameOf(owner.Id)}全部赋予团队，单位无权再授予使用权。",
                    $"The whole ownership was given by {PartIds.NameOf(owner.Id)}: the organisation has no use left to give.",
                    Instruments.Pilot
                );
            }
        }
        else if (given + terms.Share!.Value >= whole && uses.Length > 0)
        {
            findings.Error(
                FindingCodes.UseRightStands,
                $"{path}type",
                $"{PartIds.NameOf(uses[0].Id)}的使用权仍然有效，单位不能再让出全部所有权。",
                $"The use right of {PartIds.NameOf(uses[0].Id)} stands: the whole ownership cannot be given beside it.",
                Instruments.Pilot
            );
        }
    }

    private static DateOnly First(Grant grant) => grant.StartsOn ?? grant.Terms.StartsOn ?? DateOnly.MinValue;

    private static bool Overlap(DateOnly from, DateOnly? to, DateOnly otherFrom, DateOnly? otherTo) =>
        from <= (otherTo ?? DateOnly.MaxValue) && otherFrom <= (to ?? DateOnly.MaxValue);
}
