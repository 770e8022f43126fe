namespace QuestPDF.Layout.Boxes;

/// <summary>A click on the child opens the address.</summary>
internal sealed class Linked(string address) : Container
{
    public override void Draw(Box box, PageContext page)
    {
        var size = Measure(box.Size, page).Size;
        if (size is { Width: > 0, Height: > 0 }) page.Canvas.Link(new Box(box.X, box.Y, size.Width, size.Height), address);
        base.Draw(box, page);
    }
}
