namespace QuestPDF.Layout.Flow;

internal sealed class Anchored(string name) : Container
{
    public override void Draw(Box box, PageContext page)
    {
        page.Canvas.Section(name, box, page.Number);
        base.Draw(box, page);
    }
}
