using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Key that identifies a contract by parties, title, value and signing date. It is reserved in storage, so that a second contract with the
/// same key is refused.
/// </summary>
public static class DuplicateKey
{
    private const char Both = '+';

    /// <summary>
    /// Ignores the order of parties on a side, and blanks, case, width and compatibility forms. If a text has compatibility forms, the
    /// result joins two keys by +, because earlier releases reserved the key with these forms.
    /// </summary>
    public static string Of(ContractContent content)
    {
        var (plain, compared) = (OfPlainTexts(content), Of(content, ComparedText.KeyOf));
        return compared == plain ? plain : $"{plain}{Both}{compared}";
    }

    /// <summary>The key that keeps compatibility forms. It must not change, because ids of imported contracts derive from it.</summary>
    public static string OfPlainTexts(ContractContent content) => Of(content, PlainText.Of);

    /// <summary>The one or two keys in a result of <c>Of</c>; each is reserved.</summary>
    public static IEnumerable<string> Split(string keys) => keys.Split(Both);

    private static string Of(ContractContent content, Func<string, string> read) =>
        Ids.Derive(
            "contract",
            Side(content.Sellers, read),
            Side(content.Buyers, read),
            read(content.Title),
            content.ContractValue is { } value ? $"{value.Fen}" : "",
            $"{content.SignedOn:yyyy-MM-dd}"
        );

    private static string Side(IEnumerable<Party> parties, Func<string, string> read) =>
        Ids.Derive([.. parties.Select(p => p.Uscc ?? p.ForeignId ?? read(p.Name)).Order(StringComparer.Ordinal)]);
}
