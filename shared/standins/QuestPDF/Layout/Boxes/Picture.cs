using QuestPDF.Pdf.Images;

namespace QuestPDF.Layout.Boxes;

/// <summary>An image stretched to the available space; a parent element keeps its proportions.</summary>
internal sealed class Picture(ImageData image) : Element
{
    public override Fit Measure(Extent space, PageContext page) => Fit.Whole(space);

    public override void Draw(Box box, PageContext page) => page.Canvas.Picture(box, image);
}
