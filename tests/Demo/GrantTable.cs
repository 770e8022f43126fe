using TechTransfer.Kernel;

namespace TechTransfer.Demo;

/// <summary>The table of the grant K01: what each person gets of the income that its conversion brought.</summary>
internal static class GrantTable
{
    public static void Print(PlayedGrant played)
    {
        var (grant, distribution) = (played.Grant, played.Distribution);
        Console.WriteLine(
            $"K01 {(string)grant["achievementName"]!}: 80% to a team of four, in force since {(string)grant["inForceOn"]!}, converted by {(string)distribution["source"]!["contractNumber"]!}"
        );
        Console.WriteLine(
            $"Income {Table.Money((decimal)distribution["income"]!)}, net {Table.Money((decimal)distribution["netIncome"]!)}, to the team {Table.Money((decimal)distribution["pool"]!)} yuan (a {(string)distribution["status"]!}: its public notice comes next)"
        );
        var others = distribution["others"]!
            .AsArray()
            .Select(o => (string[])[(string)o!["name"]!["zh"]!, Percent((string)o["share"]!), Table.Money((decimal)o["amount"]!)]);
        Table.Print(
            ["recipient", "share", "amount"],
            [.. played.Awards.Select(a => (string[])[$"{a.Person} {a.Name}", Percent(a.Share), Table.Money(a.Amount)]), .. others],
            new HashSet<int> { 1, 2 }
        );
    }

    private static string Percent(string share) => Share.Parse(share).ToString();
}
