using System.Globalization;
using System.Text;
using TechTransfer.Kernel.Explanations;
using Text = TechTransfer.Kernel.Explanations.Text;

namespace TechTransfer.Demo;

/// <summary>Prints the results of the demo as a table. A Chinese character is counted as two columns of the terminal.</summary>
internal static class Table
{
    private static readonly Text[] Heads =
    [
        new("登记编号", "number"),
        new("类别", "kind"),
        new("卖方→买方", "seller → buyer"),
        new("成交额", "value"),
        new("技术交易额", "technical"),
        new("卖方奖励测算", "seller quote"),
        new("买方奖励测算", "buyer quote"),
        new("登记证明", "certificate"),
    ];

    public static void Print(IReadOnlyList<Played> contracts, Func<Played, string> fileName, Language language)
    {
        string[] heads = [.. Heads.Select(head => head.In(language))];
        var rows = contracts
            .Select(c =>
                (string[])
                    [
                        (string)c.Contract["number"]!,
                        (string)c.Contract["kind"]!,
                        $"{Parties(c, "sellers")} → {Parties(c, "buyers")}",
                        Money((decimal)c.Contract["contractValue"]!),
                        Money((decimal)c.Contract["technicalAmount"]!),
                        Money(c.SellerReward) + (c.Estimated && c.SellerReward > 0 ? "*" : " "),
                        Money(c.BuyerReward) + (c.Estimated && c.BuyerReward > 0 ? "*" : " "),
                        fileName(c),
                    ]
            )
            .ToArray();
        var widths = Enumerable.Range(0, heads.Length).Select(i => rows.Append(heads).Max(r => Width(r[i]))).ToArray();
        Line(heads, widths);
        Console.WriteLine(string.Join("  ", widths.Select(w => new string('─', w))));
        foreach (var row in rows)
            Line(row, widths);
    }

    /// <param name="figures">Indexes of the columns that are aligned to the right.</param>
    public static void Print(string[] heads, IReadOnlyList<string[]> rows, IReadOnlySet<int> figures)
    {
        var widths = Enumerable.Range(0, heads.Length).Select(i => rows.Append(heads).Max(r => Width(r[i]))).ToArray();
        foreach (var row in rows.Prepend([.. widths.Select(w => new string('─', w))]).Prepend(heads))
        {
            var cells = row.Select(
                (cell, i) => new string(' ', widths[i] - Width(cell)) is var space && figures.Contains(i) ? space + cell : cell + space
            );
            Console.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }

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
        string.Join(
            "、",
            contract.Contract[side]!.AsArray().Select(p => ((string)p!["name"]!).Replace("（虚构）", "", StringComparison.Ordinal))
        );

    public static string Money(decimal amount) => amount.ToString("#,##0.##", CultureInfo.InvariantCulture);

    private static int Width(string text) => text.EnumerateRunes().Sum(r => r.Value is >= 0x2E80 and <= 0xFFDC or >= 0x20000 ? 2 : 1);
}

internal static class Progress
{
    private const int Columns = 100;

    public static void Say(string text, int done, int all)
    {
        var bar = new string('█', done * 20 / all).PadRight(20, '░');
        var line = string.Create(CultureInfo.InvariantCulture, $"{bar} {done, 2}/{all}  {text}");
        if (Console.IsOutputRedirected)
            Console.WriteLine(line);
        else
            Console.Write($"\r{line.PadRight(Columns)}");
    }

    public static void Clear()
    {
        if (!Console.IsOutputRedirected)
            Console.Write($"\r{new string(' ', Columns)}\r");
    }
}
