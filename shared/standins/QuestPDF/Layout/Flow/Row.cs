namespace QuestPDF.Layout.Flow;

internal enum RowItemKind
{
    /// <summary>Width in points.</summary>
    Constant,

    /// <summary>Share of the width that constant and automatic items leave.</summary>
    Relative,

    /// <summary>As wide as the content needs.</summary>
    Auto,
}

internal sealed class RowItem(RowItemKind kind, double size) : Container
{
    public RowItemKind Kind => kind;
    public double Share => size;

    /// <summary>True when the item has been drawn completely, while another item of the row may continue.</summary>
    public bool IsFinished { get; private set; }

    public override Fit Measure(Extent space, PageContext page) => IsFinished ? Fit.Nothing : base.Measure(space, page);

    public override void Draw(Box box, PageContext page)
    {
        if (IsFinished)
        {
            DrawFrame(box, page);
            return;
        }
        var isFinal = Measure(box.Size, page).IsFinal;
        base.Draw(box, page);
        IsFinished = isFinal;
    }

    public override void Reset(bool isNewPass)
    {
        IsFinished = false;
        base.Reset(isNewPass);
    }
}

/// <summary>All items get the height of the tallest one.</summary>
internal sealed class Row : Element
{
    private readonly List<RowItem> items = [];

    public double Spacing { get; set; }

    public override IEnumerable<Element> Children => items;

    public RowItem Add(RowItemKind kind, double size)
    {
        var item = new RowItem(kind, size);
        items.Add(item);
        return item;
    }

    public override Fit Measure(Extent space, PageContext page)
    {
        if (items.Count == 0)
            return Fit.Nothing;
        var widths = Widths(space, page);
        var width = widths.Sum() + Spacing * (items.Count - 1);
        if (!Extent.Holds(space.Width, width))
            return Fit.Never($"the items of the row need {width:0.#} points, and the row has {space.Width:0.#}");

        var (height, outcome) = (0.0, Outcome.Nothing);
        for (var i = 0; i < items.Count; i++)
        {
            var fit = items[i].Measure(new Extent(widths[i], space.Height), page);
            if (fit.IsNever)
                return fit;
            height = Math.Max(height, fit.Size.Height);
            if (fit.Outcome > outcome)
                outcome = fit.Outcome;
        }
        return new Fit(outcome, outcome == Outcome.Nothing ? default : new Extent(width, height));
    }

    public override void Draw(Box box, PageContext page)
    {
        var widths = Widths(box.Size, page);
        var x = box.X;
        for (var i = 0; i < items.Count; i++)
        {
            // On further pages, an item's content is read right after its earlier part, before the next item.
            using (page.Tags?.EnterPlace(items[i]))
                items[i].Draw(new Box(x, box.Y, widths[i], box.Height), page);
            x += widths[i] + Spacing;
        }
    }

    private double[] Widths(Extent space, PageContext page)
    {
        var widths = new double[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            widths[i] = items[i].Kind switch
            {
                RowItemKind.Constant => items[i].Share,
                RowItemKind.Auto => items[i].Measure(new Extent(Extent.Unlimited, space.Height), page).Size.Width,
                _ => 0,
            };
        }

        var shares = items.Where(i => i.Kind == RowItemKind.Relative).Sum(i => i.Share);
        var left = Math.Max(0, space.Width - widths.Sum() - Spacing * (items.Count - 1));
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Kind == RowItemKind.Relative)
                widths[i] = left * items[i].Share / shares;
        }
        return widths;
    }
}
