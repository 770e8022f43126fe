using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>No list is longer than the form takes.</summary>
public sealed class ListsFit() : PrecheckRule(FindingCodes.TooManyItems, Severity.Error)
{
    private const int MostItems = 100;

    public override IEnumerable<Finding> Check(PrecheckInput input) =>
        ListsOf(input.Content)
            .Where(l => l.Items.Count > MostItems)
            .Select(l =>
                At(l.Path, $"最多可填{MostItems}项，请合并或另行申报。", $"At most {MostItems} items are taken: merge them or file apart.")
            );

    /// <summary>Every list with its path.</summary>
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
