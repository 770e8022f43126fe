using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Key that identifies a contract by parties, title, value and signing date. It is reserved in storage, so that a second contract with the
/// same key is refused.
/// </summary>
public static class DuplicateKey
{
    /// <summary>The key of a content. The order of parties on a side, whitespace, case and width of letters make no difference.</summary>
    public static string Of(ContractContent content) =>
        Ids.Derive(
            "contract",
            Side(content.Sellers),
            Side(content.Buyers),
            PlainText.Of(content.Title),
            content.ContractValue is { } value ? $"{value.Fen}" : "",
            $"{content.SignedOn:yyyy-MM-dd}"
        );

    private static string Side(IEnumerable<Party> parties) =>
        Ids.Derive([.. parties.Select(p => p.Identity()).Order(StringComparer.Ordinal)]);
}
