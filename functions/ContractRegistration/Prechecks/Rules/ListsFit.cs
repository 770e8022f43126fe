using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class ListsFit() : PrecheckRule(FindingCodes.TooManyItems, Severity.Error)
{
    private const int MaxItems = 100;

    public override IEnumerable<Finding> Check(PrecheckInput input) =>
        ListsOf(input.Content)
            .Where(l => l.Items.Count > MaxItems)
            .Select(l =>
                At(
                    l.Path,
                    $"{FieldNames.Of(l.Path).Zh}最多填写{MaxItems}项，现有{l.Items.Count}项，请合并填写。",
                    $"{FieldNames.Of(l.Path).En}: there are {l.Items.Count} items, but there can be at most {MaxItems}. Merge some."
                )
            );

    internal static IEnumerable<(string Path, IReadOnlyList<object?> Items)> ListsOf(ContractContent content)
    {
        yield return ("sellers", content.Sellers);
        yield return ("buyers", content.Buyers);
        yield return ("inKind", content.InKind);
        yield return ("costLines", content.CostLines);
        yield return ("instalments", content.Instalments);
        yield return ("ipRights", content.IpRights);
        yield return ("restrictiveClauses", content.RestrictiveClauses);
    }
}
