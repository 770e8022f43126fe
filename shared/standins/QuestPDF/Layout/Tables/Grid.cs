using QuestPDF.Pdf.Tags;

namespace QuestPDF.Layout.Tables;

/// <summary>Cells in rows and columns. A page break comes between rows, or within a row whose cells can be split.</summary>
internal sealed class Grid(IReadOnlyList<TableColumn> columns, IReadOnlyList<TableCell> cells, TablePart part) : Element
{
    private readonly int lastRow = cells.Count == 0 ? 0 : cells.Max(c => c.LastRow);
    private readonly ILookup<int, TableCell> cellsByLastRow = cells.ToLookup(c => c.LastRow);
    private (StructureTree Tree, IReadOnlyDictionary<TableCell, StructureNode> Cells)? tagged;
    private int firstRow = 1;

    public override IEnumerable<Element> Children => cells;

    public override Fit Measure(Extent space, PageContext page)
    {
        if (firstRow > lastRow)
            return Fit.Nothing;

        var widths = Widths(space.Width);
        if (!Extent.Holds(space.Width, widths.Sum()))
            return Fit.Never($"the columns of the table need {widths.Sum():0.#} points, and the table has {space.Width:0.#}");

        var plan = PlanRows(widths, space.Height, page);
        if (plan.Last < firstRow)
            return Fit.Never(plan.Reason!);

        var size = new Extent(widths.Sum(), plan.Bottom(plan.Last));
        return plan.Last == lastRow && plan.IsLastRowWhole ? Fit.Whole(size) : Fit.Part(size);
    }

    public override void Draw(Box box, PageContext page)
    {
        var widths = Widths(box.Width);
        var plan = PlanRows(widths, box.Height, page);
        var tags = Tags(page.Tags);
        foreach (var cell in cells)
        {
            if (cell.Row > plan.Last || cell.LastRow < firstRow)
                continue;

            var top = plan.Top(cell.Row);
            var bottom = plan.Bottom(Math.Min(cell.LastRow, plan.Last));
            var place = new Box(box.X + widths.Take(cell.Column - 1).Sum(), box.Y + top, WidthOf(cell, widths), bottom - top);

            // A cell that spans several rows may not have enough room for its content on this page.
            var fit = cell.Measure(place.Size, page);
            if (cell.IsFinished || fit.IsNever)
            {
                cell.DrawFrame(place, page);
                continue;
            }
            using (tags is not null ? page.Tags?.Enter(tags[cell]) : page.Tags?.EnterPlace(cell))
                cell.Draw(place, page);
            cell.IsFinished = fit.IsFinal;
        }
        firstRow = plan.IsLastRowWhole ? plan.Last + 1 : plan.Last;
    }

    public override void Reset(bool isNewPass)
    {
        firstRow = 1;
        base.Reset(isNewPass);
    }

    /// <summary>The tagged cells of the table; null if the document or the table is not tagged.</summary>
    private IReadOnlyDictionary<TableCell, StructureNode>? Tags(StructureTree? tree)
    {
        if (tree is null or { IsArtifact: true })
            return null;
        if (tagged?.Tree != tree)
        {
            if (tree.Current.Type != "Table")
                return null;
            tagged = (tree, TableTags.Of(tree, this, cells, columns.Count, part));
        }
        return tagged?.Cells;
    }

    private RowPlan PlanRows(double[] widths, double height, PageContext page)
    {
        var plan = new RowPlan(firstRow);
        for (var row = firstRow; row <= lastRow; row++)
        {
            var bottom = plan.Bottom(row - 1);
            var isWhole = true;
            foreach (var cell in cellsByLastRow[row])
            {
                var top = plan.Top(cell.Row);
                var fit = cell.Measure(new Extent(WidthOf(cell, widths), Math.Max(0, height - top)), page);
                if (fit.IsNever)
                {
                    plan.Reason = fit.Reason;
                    return plan;
                }
                if (fit.Outcome == Outcome.Part)
                    isWhole = false;
                bottom = Math.Max(bottom, top + fit.Size.Height);
            }
            plan.Add(bottom, isWhole);
            if (!isWhole)
                break;
        }
        return plan;
    }

    private double[] Widths(double space)
    {
        var left = Math.Max(0, space - columns.Sum(c => c.Constant));
        var shares = columns.Sum(c => c.Share);
        return [.. columns.Select(c => c.Constant + (c.Share > 0 ? left * c.Share / shares : 0))];
    }

    private static double WidthOf(TableCell cell, double[] widths) => widths.Skip(cell.Column - 1).Take(cell.ColumnSpan).Sum();

    private sealed class RowPlan(int firstRow)
    {
        private readonly List<double> bottoms = [];

        public string? Reason { get; set; }

        public int Last => firstRow + bottoms.Count - 1;

        public bool IsLastRowWhole { get; private set; } = true;

        public void Add(double bottom, bool isWhole)
        {
            bottoms.Add(bottom);
            IsLastRowWhole = isWhole;
        }

        /// <summary>Lower edge of a row on this page; 0 for rows on earlier pages.</summary>
        public double Bottom(int row) => row < firstRow ? 0 : bottoms[row - firstRow];

        public double Top(int row) => Bottom(row - 1);
    }
}
