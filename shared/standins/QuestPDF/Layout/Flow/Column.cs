namespace QuestPDF.Layout.Flow;

internal sealed class Column : Element
{
    private readonly List<Container> items = [];
    private int next;

    public double Spacing { get; set; }

    public override IEnumerable<Element> Children => items;

    public Container Add()
    {
        var item = new Container();
        items.Add(item);
        return item;
    }

    public override Fit Measure(Extent space, PageContext page)
    {
        var (placed, outcome, reason) = Place(space, page);
        var size = placed.Count == 0 ? default : new Extent(placed.Max(p => p.Size.Width), placed[^1].Top + placed[^1].Size.Height);
        return new Fit(outcome, size, reason);
    }

    public override void Draw(Box box, PageContext page)
    {
        var (placed, _, _) = Place(box.Size, page);
        foreach (var item in placed)
        {
            items[item.Index].Draw(new Box(box.X, box.Y + item.Top, box.Width, item.Size.Height), page);
            if (item.IsFinal)
                next = item.Index + 1;
        }
    }

    public override void Reset(bool isNewPass)
    {
        next = 0;
        base.Reset(isNewPass);
    }

    private (List<(int Index, double Top, Extent Size, bool IsFinal)> Placed, Outcome Outcome, string? Reason) Place(
        Extent space,
        PageContext page
    )
    {
        var placed = new List<(int Index, double Top, Extent Size, bool IsFinal)>();
        var bottom = 0.0;
        for (var i = next; i < items.Count; i++)
        {
            var top = placed.Count == 0 ? 0 : bottom + Spacing;
            var left = space.Height - top;
            var fit = items[i].Measure(space with { Height = Math.Max(0, left) }, page);
            if (fit.Outcome == Outcome.Nothing)
                continue;

            if (fit.IsNever || left < -Extent.Tolerance)
            {
                return placed.Count == 0 ? (placed, Outcome.Never, fit.Reason) : (placed, Outcome.Part, null);
            }

            placed.Add((i, top, fit.Size, fit.Outcome == Outcome.Whole));
            bottom = top + fit.Size.Height;
            if (fit.Outcome == Outcome.Part)
                return (placed, Outcome.Part, null);
        }
        return (placed, placed.Count == 0 ? Outcome.Nothing : Outcome.Whole, null);
    }
}
