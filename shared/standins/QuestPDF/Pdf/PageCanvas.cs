using System.Text;
using QuestPDF.Fonts;
using QuestPDF.Infrastructure;
using QuestPDF.Layout;
using QuestPDF.Pdf.Images;

namespace QuestPDF.Pdf;

/// <summary>
/// Draws one page. Layout counts from the upper left corner downwards, PDF from the lower left corner upwards: this is the
/// only place that knows both.
/// </summary>
internal sealed class PageCanvas(DocumentWriter document, Extent size)
{
    private readonly StringBuilder content = new();
    private readonly List<(string Rectangle, string Address)> links = [];
    private uint? fill;
    private uint? stroke;
    private byte alpha = 255;

    public Extent Size => size;

    public IReadOnlyList<(string Rectangle, string Address)> Links => links;

    public string Finish() => content.ToString();

    public void Fill(Box box, Color color)
    {
        if (color.Alpha == 0 || box.Width <= 0 || box.Height <= 0) return;
        UseFill(color);
        Rectangle(box);
        content.Append(" f\n");
    }

    public void StrokeFrame(Box box, double thickness, Color color)
    {
        if (color.Alpha == 0) return;
        UseStroke(color);
        content.Append($"{N(thickness)} w ");
        Rectangle(box);
        content.Append(" S\n");
    }

    public void DashedLine(double x1, double y1, double x2, double y2, double thickness, Color color, IReadOnlyList<double> pattern)
    {
        if (color.Alpha == 0) return;
        UseStroke(color);
        content.Append($"q {N(thickness)} w [{string.Join(' ', pattern.Select(N))}] 0 d {N(x1)} {N(Up(y1))} m {N(x2)} {N(Up(y2))} l S Q\n");
    }

    public void Picture(Box box, ImageData image) =>
        content.Append($"q {N(box.Width)} 0 0 {N(box.Height)} {N(box.X)} {N(Up(box.Y + box.Height))} cm /{document.ImageName(image)} Do Q\n");

    public void Link(Box box, string address) =>
        links.Add(($"{N(box.X)} {N(Up(box.Y + box.Height))} {N(box.X + box.Width)} {N(Up(box.Y))}", address));

    /// <param name="glyphs">Each with its distance from the left end of the text, in points.</param>
    public void Text(FontFace face, double fontSize, Color color, double x, double baseline, IReadOnlyList<PlacedGlyph> glyphs)
    {
        if (color.Alpha == 0 || glyphs.Count == 0) return;
        UseFill(color);
        var (name, subset) = document.Font(face);
        content.Append($"BT /{name} {N(fontSize)} Tf {N(x)} {N(Up(baseline))} Td [<");
        var pen = 0.0;
        foreach (var glyph in glyphs)
        {
            // What the viewer's own advance leaves over or short, in thousandths of the font size.
            var correction = Math.Round((pen - glyph.Offset) / fontSize * 1000, 2);
            if (Math.Abs(correction) >= 0.5)
            {
                content.Append($"> {N(correction)} <");
                pen -= correction / 1000 * fontSize;
            }
            var code = subset.Code(glyph.Glyph, glyph.CodePoint);
            content.Append($"{code:X4}");
            pen += subset.Width(code) / 1000 * fontSize;
        }
        content.Append(">] TJ ET\n");
    }

    private void Rectangle(Box box) =>
        content.Append($"{N(box.X)} {N(Up(box.Y + box.Height))} {N(box.Width)} {N(box.Height)} re");

    private void UseFill(Color color)
    {
        UseAlpha(color.Alpha);
        if (fill == (color & 0xFFFFFF)) return;
        fill = color & 0xFFFFFF;
        content.Append(Components(color)).Append(IsGrey(color) ? " g\n" : " rg\n");
    }

    private void UseStroke(Color color)
    {
        UseAlpha(color.Alpha);
        if (stroke == (color & 0xFFFFFF)) return;
        stroke = color & 0xFFFFFF;
        content.Append(Components(color)).Append(IsGrey(color) ? " G\n" : " RG\n");
    }

    private void UseAlpha(byte wanted)
    {
        if (alpha == wanted) return;
        alpha = wanted;
        content.Append($"/{document.AlphaName(wanted)} gs\n");
    }

    private static bool IsGrey(Color color) => color.Red == color.Green && color.Green == color.Blue;

    private static string Components(Color color) => IsGrey(color)
        ? N(color.Red / 255.0)
        : $"{N(color.Red / 255.0)} {N(color.Green / 255.0)} {N(color.Blue / 255.0)}";

    private double Up(double y) => size.Height - y;

    private static string N(double value) => PdfText.Number(value);
}

internal readonly record struct PlacedGlyph(int Glyph, int CodePoint, double Offset);
