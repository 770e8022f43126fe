namespace QuestPDF.Layout.Flow;

/// <summary>Content that may continue on further pages, between parts that are repeated on each page.</summary>
internal sealed class Framed : Element
{
    public Container Before { get; } = new();
    public Container Content { get; } = new();
    public Container After { get; } = new();

    /// <summary>True when the repeated parts are the page's header and footer.</summary>
    public bool IsPage { get; init; }

    public override IEnumerable<Element> Children => [Before, Content, After];

    public override Fit Measure(Extent space, PageContext page)
    {
        var before = Before.Measure(space, page);
        var after = After.Measure(space, page);
        if (!before.IsFinal || !after.IsFinal)
            return Fit.Never($"the repeated part does not fit: {before.Reason ?? after.Reason ?? "it would need another page"}");

        var left = space.Height - before.Size.Height - after.Size.Height;
        if (left < -Extent.Tolerance)
            return Fit.Never("the repeated parts leave no space for the content");

        var content = Content.Measure(space with { Height = Math.Max(0, left) }, page);
        if (content.IsNever)
            return content;

        var size = new Extent(
            Math.Max(content.Size.Width, Math.Max(before.Size.Width, after.Size.Width)),
            before.Size.Height + content.Size.Height + after.Size.Height
        );
        if (content.Outcome != Outcome.Nothing)
            return content.Sized(size);
        return before.Outcome == Outcome.Nothing && after.Outcome == Outcome.Nothing ? Fit.Nothing : Fit.Whole(size);
    }

    public override void Draw(Box box, PageContext page)
    {
        var before = Before.Measure(box.Size, page).Size.Height;
        var after = After.Measure(box.Size, page).Size.Height;
        using (page.Tags?.EnterRepeated(this, 0, IsPage))
            Before.Draw(box with { Height = before }, page);
        using (page.Tags?.EnterPlace(this, 1))
            Content.Draw(new Box(box.X, box.Y + before, box.Width, Math.Max(0, box.Height - before - after)), page);
        using (page.Tags?.EnterRepeated(this, 2, IsPage))
            After.Draw(new Box(box.X, box.Y + box.Height - after, box.Width, after), page);
        Before.Reset(isNewPass: false);
        After.Reset(isNewPass: false);
    }
}
