using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Demo;

internal static class GrantTable
{
    public static void Print(PlayedGrant played, Language language)
    {
        var (grant, distribution) = (played.Grant, played.Distribution);
        var (name, since, contract) = (
            (string)grant["achievementName"]!,
            (string)grant["inForceOn"]!,
            (string)distribution["source"]!["contractNumber"]!
        );
        string Amount(string of) => Table.Money((decimal)distribution[of]!);
        Console.WriteLine(
            new Text(
                $"K01 {name}：赋予四人团队80%，{since}生效，转化合同{contract}",
                $"K01 {name}: 80% to a team of four, in force since {since}, converted by {contract}"
            ).In(language)
        );
        Console.WriteLine(
            new Text(
                $"收入{Amount("income")}元，净收入{Amount("netIncome")}元，团队所得{Amount("pool")}元（草案，下一步公示）",
                $"Income {Amount("income")}, net {Amount("netIncome")}, to the team {Amount("pool")} yuan (a draft: its public notice comes next)"
            ).In(language)
        );
        var others = distribution["others"]!
            .AsArray()
            .Select(o => (string[])[(string)o!["name"]!["zh"]!, Percent((string)o["share"]!), Table.Money((decimal)o["amount"]!)]);
        Table.Print(
            language == Language.Chinese ? ["分配对象", "份额", "金额（元）"] : ["recipient", "share", "amount"],
            [.. played.Awards.Select(a => (string[])[$"{a.Person} {a.Name}", Percent(a.Share), Table.Money(a.Amount)]), .. others],
            new HashSet<int> { 1, 2 }
        );
    }

    private static string Percent(string share) => Share.Parse(share).ToString();
}
