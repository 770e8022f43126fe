using TechTransfer.Messages;

namespace TechTransfer.OwnershipGrants.Conversions;

/// <summary>A registered contract names an achievement that no seller has: its number is wrong, or it was never recorded.</summary>
[WireName("AchievementNotFound")]
public sealed record AchievementNotFound(string AchievementId);

/// <summary>Tells the sellers of a contract that it was not linked, as registration does not know the achievements. Somebody else's
/// achievement is unknown to them too.</summary>
public static class UnknownAchievement
{
    public static IEnumerable<object> MessagesOf(ContractRecord state, object happened)
    {
        if (happened is not AchievementNotFound { AchievementId: var id } || state.Contract is not { Sellers.Count: > 0 } contract)
            yield break;
        yield return new NotificationMessage(
            state.Id,
            "achievementUnknown",
            [.. contract.Sellers.Distinct()],
            new(
                $"技术合同{contract.Number}所填成果编号“{id}”不在您单位的成果之列，未关联为转化合同；请核对成果编号，填写有误的，请申请变更登记。",
                $"Contract {contract.Number} names the achievement '{id}', which is not among your organisation's, and was not linked as "
                    + "a conversion. Check the achievement's id, and apply for a change if it is wrong."
            ),
            "/api/achievements"
        );
    }
}
