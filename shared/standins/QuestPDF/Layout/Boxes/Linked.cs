using QuestPDF.Pdf;

namespace QuestPDF.Layout.Boxes;

/// <summary>Makes the child's area a link, in the PDF and for screen readers.</summary>
internal sealed class Linked(LinkTarget target) : Container
{
    public override void Draw(Box box, PageContext page)
    {
        using var scope = page.Tags?.EnterLink(this, isBlock: true);
        var size = Measure(box.Size, page).Size;
        if (size is { Width: > 0, Height: > 0 })
            page.Canvas.Link(new Box(box.X, box.Y, size.Width, size.Height), target);
        base.Draw(box, page);
    }
}
