using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Identifies a contract by parties, title, value and signing date. Storage reserves the key and refuses a second contract with
/// it.</summary>
public static class DuplicateKey
{
    /// <summary>Ignores the order of parties on a side, and blanks, case and width of letters.</summary>
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
