using System.Globalization;
using System.Numerics;
using System.Text;
using QuestPDF.Drawing.Exceptions;
using QuestPDF.Fonts;
using QuestPDF.Infrastructure;
using QuestPDF.Layout;
using QuestPDF.Pdf.Images;
using QuestPDF.Pdf.Tags;

namespace QuestPDF.Pdf;

/// <summary>Draws one page. Converts from layout coordinates, which start at the upper left corner, to PDF coordinates, which start at the
/// lower left.</summary>
internal sealed class PageCanvas(DocumentWriter document, Extent size, StructureTree? tags)
{
    // PDF/A allows 28 nested graphics states, of which pictures and dashed lines need one.
    private const int DeepestState = 27;

    private readonly StringBuilder content = new();
    private readonly List<PageLink> links = [];
    private uint? fill;
    private uint? stroke;
    private byte alpha = 255;
    private Matrix3x2 transform = Matrix3x2.Identity;
    private int depth;
    private bool isMarkOpen;
    private StructureNode? marked;

    public Extent Size => size;

    public IReadOnlyList<PageLink> Links => links;

    public StructureTree? Tags => tags;

    public string Finish()
    {
        EndMark();
        return content.ToString();
    }

    /// <param name="isDecoration">False when the shape is part of the text, like an underline.</param>
    public void Fill(Box box, Color color, bool isDecoration = true)
    {
        if (color.Alpha == 0 || box.Width <= 0 || box.Height <= 0)
            return;
        Mark(isDecoration);
        UseFill(color);
        Rectangle(box);
        content.Append(" f\n");
    }

    public void StrokeFrame(Box box, double thickness, Color color)
    {
        if (color.Alpha == 0)
            return;
        Mark(isDecoration: true);
        UseStroke(color);
        content.Append($"{N(thickness)} w ");
        Rectangle(box);
        content.Append(" S\n");
    }

    public void DashedLine(double x1, double y1, double x2, double y2, double thickness, Color color, IReadOnlyList<double> pattern)
    {
        if (color.Alpha == 0)
            return;
        Mark(isDecoration: true);
        UseStroke(color);
        content.Append($"q {N(thickness)} w [{string.Join(' ', pattern.Select(N))}] 0 d {N(x1)} {N(Up(y1))} m {N(x2)} {N(Up(y2))} l S Q\n");
    }

    public void Picture(Box box, ImageData image)
    {
        if (tags is not null)
            Mark(tags.PictureTarget());
        content.Append(
            $"q {N(box.Width)} 0 0 {N(box.Height)} {N(box.X)} {N(Up(box.Y + box.Height))} cm /{document.ImageName(image)} Do Q\n"
        );
    }

    public void Link(Box box, LinkTarget target)
    {
        // Repeated links, as in headers, are for screen readers only on the first page.
        if (tags is { IsArtifact: true })
            return;
        var link = new PageLink(Bounds(box), target, tags?.Current);
        links.Add(link);
        tags?.Current.Kids.Add(link);
    }

    /// <summary>Records that a section begins or continues on this page.</summary>
    /// <param name="page">Page number, from 1.</param>
    public void Section(string name, Box box, int page)
    {
        var corner = Place(box.X, box.Y);
        document.MarkSection(name, page, $"/XYZ {N(Math.Max(0, corner.X))} {N(corner.Y)} null");
    }

    /// <summary>Left, bottom, right and top in PDF coordinates, for annotations and figures.</summary>
    public string Bounds(Box box)
    {
        Vector2[] corners =
        [
            Place(box.X, box.Y),
            Place(box.X + box.Width, box.Y),
            Place(box.X, box.Y + box.Height),
            Place(box.X + box.Width, box.Y + box.Height),
        ];
        return $"{N(corners.Min(c => c.X))} {N(corners.Min(c => c.Y))} {N(corners.Max(c => c.X))} {N(corners.Max(c => c.Y))}";
    }

    /// <param name="change">Transformation in layout coordinates.</param>
    public void Transformed(Matrix3x2 change, Action draw)
    {
        if (depth == DeepestState)
            throw new DocumentLayoutException($"Rotated or scaled elements may not stand more than {DeepestState} deep in each other.");

        // PDF's y axis points up, so the transformation is mirrored.
        var flip = new Matrix3x2(1, 0, 0, -1, 0, (float)size.Height);
        var m = flip * change * flip;
        EndMark();
        var before = (fill, stroke, alpha, transform);
        content.Append($"q {F(m.M11)} {F(m.M12)} {F(m.M21)} {F(m.M22)} {N(m.M31)} {N(m.M32)} cm\n");
        (transform, depth) = (change * transform, depth + 1);
        draw();
        EndMark();
        content.Append("Q\n");
        (fill, stroke, alpha, transform) = before;
        depth--;
    }

    /// <param name="glyphs">Glyphs with their distance from the left end of the text, in points.</param>
    public void Text(FontFace face, double fontSize, Color color, double x, double baseline, IReadOnlyList<PlacedGlyph> glyphs)
    {
        if (color.Alpha == 0 || glyphs.Count == 0)
            return;
        Mark(isDecoration: false);
        if (isMarkOpen)
            Hear(x, baseline - fontSize, glyphs);
        UseFill(color);
        var (name, subset) = document.Font(face);
        content.Append($"BT /{name} {N(fontSize)} Tf {N(x)} {N(Up(baseline))} Td [<");
        var pen = 0.0;
        foreach (var glyph in glyphs)
        {
            // Difference between our position and the viewer's own advance, in thousandths of the font size.
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

    private void Mark(bool isDecoration)
    {
        if (tags is not null)
            Mark(tags.Target(isDecoration));
    }

    /// <summary>Assigns the following drawing operators to an element; null marks them as decoration.</summary>
    private void Mark(StructureNode? element)
    {
        if (isMarkOpen && marked == element)
            return;
        EndMark();
        content.Append(element is null ? "/Artifact BMC\n" : $"/{element.Type} <</MCID {tags!.AddContent(element)}>> BDC\n");
        (isMarkOpen, marked) = (true, element);
    }

    private void EndMark()
    {
        if (isMarkOpen)
            content.Append("EMC\n");
        (isMarkOpen, marked) = (false, null);
    }

    /// <summary>If the text is in a heading, collects it for the document outline.</summary>
    private void Hear(double x, double top, IReadOnlyList<PlacedGlyph> glyphs)
    {
        for (var node = marked; node is not null; node = node.Parent)
        {
            if (node.Words is not { } words)
                continue;
            if (words.Length == 0)
                node.Top = Place(x, top).Y;
            foreach (var glyph in glyphs)
                words.Append(char.ConvertFromUtf32(glyph.CodePoint));
        }
    }

    private Vector2 Place(double x, double y)
    {
        if (transform.IsIdentity)
            return new Vector2((float)x, (float)Up(y));
        var point = Vector2.Transform(new Vector2((float)x, (float)y), transform);
        return point with { Y = (float)Up(point.Y) };
    }

    private void Rectangle(Box box) => content.Append($"{N(box.X)} {N(Up(box.Y + box.Height))} {N(box.Width)} {N(box.Height)} re");

    private void UseFill(Color color)
    {
        UseAlpha(color.Alpha);
        if (fill == (color & 0xFFFFFF))
            return;
        fill = color & 0xFFFFFF;
        content.Append(Components(color)).Append(IsGrey(color) ? " g\n" : " rg\n");
    }

    private void UseStroke(Color color)
    {
        UseAlpha(color.Alpha);
        if (stroke == (color & 0xFFFFFF))
            return;
        stroke = color & 0xFFFFFF;
        content.Append(Components(color)).Append(IsGrey(color) ? " G\n" : " RG\n");
    }

    private void UseAlpha(byte wanted)
    {
        if (alpha == wanted)
            return;
        alpha = wanted;
        content.Append($"/{document.AlphaName(wanted)} gs\n");
    }

    private static bool IsGrey(Color color) => color.Red == color.Green && color.Green == color.Blue;

    private static string Components(Color color) =>
        IsGrey(color) ? N(color.Red / 255.0) : $"{N(color.Red / 255.0)} {N(color.Green / 255.0)} {N(color.Blue / 255.0)}";

    private double Up(double y) => size.Height - y;

    private static string N(double value) => PdfText.Number(value);

    /// <summary>Components of a direction need more decimals than lengths.</summary>
    private static string F(float value) => (Math.Round(value, 6) + 0.0).ToString("0.######", CultureInfo.InvariantCulture);
}

/// <param name="Element">The link's element in the tag structure; null if the document is not tagged.</param>
internal sealed record PageLink(string Rectangle, LinkTarget Target, StructureNode? Element);

internal readonly record struct PlacedGlyph(int Glyph, int CodePoint, double Offset);
