using QuestPDF.Pdf.Images;

namespace QuestPDF.Layout.Boxes;

/// <summary>Fills the space; what keeps the proportions is around it.</summary>
internal sealed class Picture(ImageData image) : Element
{
    public override Fit Measure(Extent space, PageContext page) => Fit.Whole(space);

    public override void Draw(Box box, PageContext page) => page.Canvas.Picture(box, image);
}
