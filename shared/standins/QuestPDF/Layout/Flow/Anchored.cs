namespace QuestPDF.Layout.Flow;

/// <summary>Content with a name that links and page numbers can refer to.</summary>
internal sealed class Anchored(string name) : Container
{
    public override void Draw(Box box, PageContext page)
    {
        page.Canvas.Section(name, box, page.Number);
        base.Draw(box, page);
    }
}
