using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>What makes two filings the same contract: parties, title, value and day of signing. Storage holds it as a reservation, so that
/// the second is refused.</summary>
public static class DuplicateKey
{
    /// <summary>The order of the parties on a side, blanks, case and width of letters do not count.</summary>
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
