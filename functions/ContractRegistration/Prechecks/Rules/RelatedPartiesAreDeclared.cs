using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Warning if parties share a representative, telephone or address, or a related ownership is given, but the contract is not marked as one
/// between related parties.
/// </summary>
public sealed class RelatedPartiesAreDeclared() : PrecheckRule(FindingCodes.RelatedPartyHint, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.RelatedParty)
            yield break;
        if (input.Content.RelatedOwnership > 0)
            yield return At(
                "relatedParty",
                "填写了关联持股比例，但未勾选“关联交易”，请核对。",
                "A shareholding between related parties is entered, but 'related parties' is not selected. Check it."
            );
        for (var i = 0; i < input.Content.Buyers.Count; i++)
        {
            var buyer = input.Content.Buyers[i];
            var name = FieldNames.Of($"buyers[{i}]");
            foreach (var seller in input.Content.Sellers)
            {
                if (ComparedText.Same(seller.Representative, buyer.Representative))
                    yield return At(
                        $"buyers[{i}].representative",
                        $"{name.Zh}与卖方“{seller.Name}”的法定代表人相同；属于关联交易的，请勾选“关联交易”。",
                        $"{name.En} and the seller '{seller.Name}' have the same legal representative. "
                            + "If the parties are related, select 'related parties'."
                    );
                if (ComparedText.Same(seller.Phone, buyer.Phone))
                    yield return At(
                        $"buyers[{i}].phone",
                        $"{name.Zh}与卖方“{seller.Name}”的联系电话相同；属于关联交易的，请勾选“关联交易”。",
                        $"{name.En} and the seller '{seller.Name}' have the same telephone number. "
                            + "If the parties are related, select 'related parties'."
                    );
                if (ComparedText.Same(seller.Address, buyer.Address))
                    yield return At(
                        $"buyers[{i}].address",
                        $"{name.Zh}与卖方“{seller.Name}”的地址相同；属于关联交易的，请勾选“关联交易”。",
                        $"{name.En} and the seller '{seller.Name}' have the same address. If the parties are related, select "
                            + "'related parties'."
                    );
            }
        }
    }
}
