using System.Globalization;
using System.Text;

namespace TechTransfer.Demo;

/// <summary>The table that the demo ends with. Chinese characters take two columns of a terminal.</summary>
internal static class Table
{
    public static void Print(IReadOnlyList<Played> contracts, Func<Played, string> fileName)
    {
        string[] heads = ["number", "kind", "seller → buyer", "value", "technical", "seller reward", "buyer reward", "certificate"];
        var rows = contracts.Select(c => (string[])
        [
            (string)c.Case["number"]!,
            (string)c.Case["kind"]!,
            $"{Parties(c, "sellers")} → {Parties(c, "buyers")}",
            Money((decimal)c.Case["contractValue"]!),
            Money((decimal)c.Case["technicalAmount"]!),
            Money(c.SellerReward) + (c.Estimated && c.SellerReward > 0 ? "*" : " "),
            Money(c.BuyerReward) + (c.Estimated && c.BuyerReward > 0 ? "*" : " "),
            fileName(c),
        ]).ToArray();
        var widths = Enumerable.Range(0, heads.Length).Select(i => rows.Append(heads).Max(r => Width(r[i]))).ToArray();
        Line(heads, widths);
        Console.WriteLine(string.Join("  ", widths.Select(w => new string('─', w))));
        foreach (var row in rows) Line(row, widths);
    }

    /// <summary>What each person of K01's team gets of the money of C03.</summary>
    public static void PrintAwards(PlayedGrant played)
    {
        var d = played.Distribution;
        decimal Of(string name) => (decimal)d[name]!;
        Console.WriteLine();
        Console.WriteLine($"K01 · 80% to a team of four (notice {played.Notice["from"]} to {played.Notice["until"]}) · C03, contract {d["source"]!["contractNumber"]}:");
        Console.WriteLine($"income {Money(Of("income"))} − deductions {Money(Of("deducted"))} = net {Money(Of("netIncome"))}; pool {Money(Of("pool"))}; the organisation {Money((decimal)d["others"]![0]!["amount"]!)}");
        foreach (var award in d["awards"]!.AsArray())
        {
            var name = ((string)award!["name"]!).Replace("（虚构）", "", StringComparison.Ordinal);
            Console.WriteLine($"  {name}{new string(' ', Math.Max(0, 12 - Width(name)))}{Share((string)award["share"]!),6}{Money((decimal)award["amount"]!),14}  paid {Money((decimal)award["paid"]!)}");
        }
    }

    // A share as JSON has it, "0.5" or "1/3", as people read it.
    private static string Share(string share) => Kernel.Share.Parse(share).ToString();

    private static void Line(string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var space = new string(' ', widths[i] - Width(cells[i]));
            line.Append(i is >= 3 and <= 6 ? space + cells[i] : cells[i] + space).Append("  ");
        }
        Console.WriteLine(line.ToString().TrimEnd());
    }

    private static string Parties(Played contract, string side) =>
        string.Join("、", contract.Case[side]!.AsArray().Select(p => ((string)p!["name"]!).Replace("（虚构）", "", StringComparison.Ordinal)));

    private static string Money(decimal amount) => amount.ToString("#,##0.##", CultureInfo.InvariantCulture);

    private static int Width(string text) => text.EnumerateRunes().Sum(r => r.Value is >= 0x2E80 and <= 0xFFDC or >= 0x20000 ? 2 : 1);
}

/// <summary>Where the play stands: one line that is rewritten on a terminal, a line each otherwise.</summary>
internal static class Progress
{
    private const int Columns = 100;

    public static void Say(string text, int done, int all)
    {
        var bar = new string('█', done * 20 / all).PadRight(20, '░');
        var line = string.Create(CultureInfo.InvariantCulture, $"{bar} {done,2}/{all}  {text}");
        if (Console.IsOutputRedirected) Console.WriteLine(line);
        else Console.Write($"\r{line.PadRight(Columns)}");
    }

    public static void Clear()
    {
        if (!Console.IsOutputRedirected) Console.Write($"\r{new string(' ', Columns)}\r");
    }
}
