using System.Globalization;
using System.Text.RegularExpressions;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Gives each row the content of the cells that are merged over several rows, which only the first of these rows has.</summary>
/// <param name="references">Ranges such as <c>A3:A5</c>. Those within one row are ignored.</param>
internal sealed partial class MergedCells(IEnumerable<string> references)
{
    private readonly Queue<Range> later = new(
        references.Select(Range.Of).OfType<Range>().Where(r => r.Column < ImportLimits.Columns).OrderBy(r => r.First)
    );

    // Ranges never overlap in a sound file, so each column has one.
    private readonly Dictionary<int, Range> open = [];

    /// <summary>Rows must come in their order.</summary>
    public RawRow Fill(RawRow row)
    {
        while (later.TryPeek(out var next) && next.First <= row.Number)
            open[next.Column] = later.Dequeue();
        foreach (var ended in open.Values.Where(range => range.Last < row.Number).ToArray())
            open.Remove(ended.Column);
        // A row without a cell of its own belongs to a merged title or note.
        if (open.Count == 0 || row.Cells.All(c => c.IsEmpty))
            return row;
        var (cells, merged) = (row.Cells.ToList(), new Dictionary<int, string>());
        foreach (var range in open.Values)
        {
            if (range.First == row.Number)
                range.Content = range.Column < cells.Count ? cells[range.Column] : new("");
            if (range.Content.IsEmpty)
                continue;
            while (cells.Count <= range.Column)
                cells.Add(new(""));
            cells[range.Column] = range.Content;
            merged[range.Column] = range.Name;
        }
        return row with { Cells = cells, Merged = merged };
    }

    private sealed record Range(string Name, int Column, int First, int Last)
    {
        public RawCell Content { get; set; } = new("");

        public static Range? Of(string reference) =>
            Reference().Match(reference) is { Success: true } match
            && Row(match.Groups["first"]) is var first
            && Row(match.Groups["last"]) is var last
            && last > first
                ? new(reference, CellName.ColumnOf(match.Groups["column"].Value), first, last)
                : null;

        private static int Row(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^(?<column>[A-Z]{1,3})(?<first>[0-9]{1,7}):[A-Z]{1,3}(?<last>[0-9]{1,7})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
