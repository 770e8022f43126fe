using System.Globalization;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Frame;

internal static class Certified
{
    public static CertifiedFact Words(string name, string zh, string en, string value) => new(name, new(zh, en), value, value);

    public static CertifiedFact Words(string name, string zh, string en, Text value) => new(name, new(zh, en), value, value.Zh);

    public static CertifiedFact Day(string name, string zh, string en, DateOnly day) => new(name, new(zh, en), day, Print.Day(day));

    public static CertifiedFact Money(string name, string zh, string en, Yuan amount) => new(name, new(zh, en), amount, $"{amount}元");

    public static CertifiedFact Count(string name, string zh, string en, int count) =>
        new(name, new(zh, en), count, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>A code for programs only: the text for people is empty, because another fact shows the code's name.</summary>
    public static CertifiedFact Code(string name, string zh, string en, string code) => new(name, new(zh, en), code, "");

    public static IReadOnlyList<CertifiedFact> Contract(ContractRegistered contract) =>
        [
            Words("registrationNumber", "合同登记编号", "Registration number", contract.Number),
            Words("title", "项目名称", "Project", contract.Title),
        ];
}

internal static class Parties
{
    public static IEnumerable<ContractParty> All(this ContractRegistered contract) =>
        contract.Sellers.Concat(contract.Buyers).Concat(contract.Intermediary is { } broker ? [broker] : []);

    public static IEnumerable<ContractParty> All(this ApplicationSubmitted application) =>
        application.Sellers.Concat(application.Buyers).Concat(application.Intermediary is { } broker ? [broker] : []);

    public static IReadOnlyList<string> Codes(this IEnumerable<ContractParty> parties) =>
        [.. parties.Select(p => p.Uscc).OfType<string>().Distinct()];

    public static string Names(this IEnumerable<ContractParty> parties) => string.Join('、', parties.Select(p => p.Name));

    public static string Lines(this IReadOnlyList<ContractParty> parties) =>
        string.Join('\n', parties.Select((p, i) => $"{(parties.Count > 1 ? $"{i + 1}. " : "")}{p.Name}{Identity(p)}"));

    private static string Identity(ContractParty party) =>
        party.Uscc is { } uscc ? $"\n{uscc}"
        : party.CountryName is { } country ? $"\n国别：{country.Zh}{(party.ForeignId is { } number ? $"；注册号：{number}" : "")}"
        : "";
}
