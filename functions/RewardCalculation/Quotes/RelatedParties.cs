namespace TechTransfer.RewardCalculation.Quotes;

/// <summary>
/// Finds parties that look related although the contract is not marked so, by the signs that the pre-check of a registration uses.
/// </summary>
internal static class RelatedParties
{
    public static IEnumerable<Step> HintsOf(TypedContract contract)
    {
        if (contract.RelatedParty)
            yield break;
        if (contract.RelatedOwnership > 0)
            yield return Hint(new("填写了关联持股比例", "a share held by a related party is given"));
        foreach (var buyer in contract.Buyers)
        {
            foreach (var seller in contract.Sellers)
            {
                var names = (
                    Zh: $"卖方“{seller.Name}”与买方“{buyer.Name}”",
                    En: $"the seller '{seller.Name}' and the buyer '{buyer.Name}'"
                );
                if (seller.Uscc is { } code && code == buyer.Uscc)
                    yield return Hint(new($"{names.Zh}是同一单位", $"{names.En} are the same organisation"));
                if (ComparedText.Same(seller.Representative, buyer.Representative))
                    yield return Hint(new($"{names.Zh}的法定代表人相同", $"{names.En} have the same legal representative"));
                if (ComparedText.Same(seller.Phone, buyer.Phone))
                    yield return Hint(new($"{names.Zh}的联系电话相同", $"{names.En} have the same telephone"));
                if (ComparedText.Same(seller.Address, buyer.Address))
                    yield return Hint(new($"{names.Zh}的地址相同", $"{names.En} have the same address"));
            }
        }
    }

    private static Step Hint(Text found) =>
        new(
            "related_party_hint",
            new(
                $"{found.Zh}，但未标为关联交易；属于关联交易的，请标明后重新测算，多数政策不予奖励。",
                $"The contract is not marked as one between related parties, but {found.En}. If they are related, mark it and ask again: "
                    + "most policies give no reward."
            ),
            new Dictionary<string, string>(),
            "true"
        );
}
