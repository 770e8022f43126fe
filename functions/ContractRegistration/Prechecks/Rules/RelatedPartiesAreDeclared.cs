using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Parties that look related are declared so.</summary>
public sealed class RelatedPartiesAreDeclared() : PrecheckRule(FindingCodes.RelatedPartyHint, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.RelatedParty)
            yield break;
        if (input.Content.RelatedOwnership > 0)
            yield return At(
                "relatedParty",
                "填写了持股比例但未勾选关联交易，请核对。",
                "A share of ownership is given, yet the deal is not declared as one between related parties: check it."
            );
        for (var i = 0; i < input.Content.Buyers.Count; i++)
        {
            var buyer = input.Content.Buyers[i];
            foreach (var seller in input.Content.Sellers)
            {
                if (PlainText.Same(seller.Representative, buyer.Representative))
                    yield return At(
                        $"buyers[{i}].representative",
                        $"与卖方“{seller.Name}”的法定代表人相同，如为关联交易请勾选。",
                        $"It is the legal representative of the seller '{seller.Name}' too: declare the deal if the parties are related."
                    );
                if (PlainText.Same(seller.Phone, buyer.Phone))
                    yield return At(
                        $"buyers[{i}].phone",
                        $"与卖方“{seller.Name}”的电话相同，如为关联交易请勾选。",
                        $"It is the telephone of the seller '{seller.Name}' too: declare the deal if the parties are related."
                    );
                if (PlainText.Same(seller.Address, buyer.Address))
                    yield return At(
                        $"buyers[{i}].address",
                        $"与卖方“{seller.Name}”的地址相同，如为关联交易请勾选。",
                        $"It is the address of the seller '{seller.Name}' too: declare the deal if the parties are related."
                    );
            }
        }
    }
}
