using System.Globalization;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Frame;

/// <summary>Facts for whoever verifies a certificate.</summary>
internal static class Certified
{
    public static CertifiedFact Words(string name, string zh, string en, string value) => new(name, new(zh, en), value, value);

    public static CertifiedFact Words(string name, string zh, string en, Text value) => new(name, new(zh, en), value, value.Zh);

    public static CertifiedFact Day(string name, string zh, string en, DateOnly day) => new(name, new(zh, en), day, Print.Day(day));

    public static CertifiedFact Money(string name, string zh, string en, Yuan amount) => new(name, new(zh, en), amount, $"{amount}元");

    public static CertifiedFact Count(string name, string zh, string en, int count) =>
        new(name, new(zh, en), count, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>A code for programs; people read its name in another fact.</summary>
    public static CertifiedFact Code(string name, string zh, string en, string code) => new(name, new(zh, en), code, "");

    /// <summary>What says which contract a certificate is about.</summary>
    public static IReadOnlyList<CertifiedFact> Contract(ContractRegistered contract) =>
        [
            Words("registrationNumber", "合同登记编号", "Registration number", contract.Number),
            Words("title", "项目名称", "Project", contract.Title),
        ];
}

/// <summary>Parties of a contract.</summary>
internal static class Parties
{
    /// <summary>Sellers, buyers and the broker.</summary>
    public static IEnumerable<ContractParty> All(this ContractRegistered contract) =>
        contract.Sellers.Concat(contract.Buyers).Concat(contract.Intermediary is { } broker ? [broker] : []);

    /// <summary>The credit codes of those who have one.</summary>
    public static IReadOnlyList<string> Codes(this IEnumerable<ContractParty> parties) =>
        [.. parties.Select(p => p.Uscc).OfType<string>().Distinct()];

    /// <summary>Names in one line.</summary>
    public static string Names(this IEnumerable<ContractParty> parties) => string.Join('、', parties.Select(p => p.Name));

    /// <summary>Name and code of each, on lines of their own.</summary>
    public static string Lines(this IEnumerable<ContractParty> parties) =>
        string.Join('\n', parties.Select(p => p.Uscc is { } uscc ? $"{p.Name}\n{uscc}" : p.Name));
}
