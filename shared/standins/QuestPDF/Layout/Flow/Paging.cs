namespace QuestPDF.Layout.Flow;

/// <summary>Shows the child on one page only, even if its parent is repeated.</summary>
internal sealed class DrawnOnce : Container
{
    private bool isDrawn;

    public override Fit Measure(Extent space, PageContext page) => isDrawn ? Fit.Nothing : base.Measure(space, page);

    public override void Draw(Box box, PageContext page)
    {
        if (isDrawn)
            return;
        var isFinal = Measure(box.Size, page).IsFinal;
        base.Draw(box, page);
        isDrawn = isFinal;
    }

    public override void Reset(bool isNewPass)
    {
        if (!isNewPass)
            return;
        isDrawn = false;
        base.Reset(isNewPass);
    }
}

internal sealed class SkippedOnce : Container
{
    private int? firstPage;

    public override Fit Measure(Extent space, PageContext page)
    {
        firstPage ??= page.Number;
        return page.Number == firstPage ? Fit.Nothing : base.Measure(space, page);
    }

    public override void Draw(Box box, PageContext page)
    {
        if (page.Number != firstPage)
            base.Draw(box, page);
    }

    public override void Reset(bool isNewPass)
    {
        if (isNewPass)
            firstPage = null;
        base.Reset(isNewPass);
    }
}

internal sealed class KeptTogether : Container
{
    public override Fit Measure(Extent space, PageContext page)
    {
        var fit = base.Measure(space, page);
        return fit.Outcome == Outcome.Part ? Fit.Never("it must not be divided and does not fit on one page") : fit;
    }
}

/// <summary>Moves a child that must be split to the next page if less than this height is left.</summary>
internal sealed class KeptWithSpace(double minHeight) : Container
{
    public override Fit Measure(Extent space, PageContext page)
    {
        var fit = base.Measure(space, page);
        return fit.Outcome == Outcome.Part && !Extent.Holds(space.Height, minHeight)
            ? Fit.Never($"it begins only where {minHeight:0.#} points are left")
            : fit;
    }
}

internal sealed class Break : Element
{
    private bool isDone;

    public override Fit Measure(Extent space, PageContext page) => isDone ? Fit.Nothing : Fit.Part(default);

    public override void Draw(Box box, PageContext page) => isDone = true;

    public override void Reset(bool isNewPass) => isDone = false;
}
