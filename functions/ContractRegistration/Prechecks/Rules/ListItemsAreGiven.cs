using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if a JSON list contains null; all later rules rely on items that are not null.</summary>
public sealed class ListItemsAreGiven() : PrecheckRule(FindingCodes.ItemMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, items) in ListsFit.ListsOf(input.Content))
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i] is null)
                    yield return At(
                        $"{path}[{i}]",
                        $"{FieldNames.Of($"{path}[{i}]").Zh}是空项，请填写或者删除。",
                        $"{FieldNames.Of($"{path}[{i}]").En} is empty. Fill it in or delete it."
                    );
            }
        }
    }
}
