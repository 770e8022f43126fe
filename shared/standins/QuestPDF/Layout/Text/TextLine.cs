using QuestPDF.Fonts;
using QuestPDF.Pdf;

namespace QuestPDF.Layout.Text;

internal enum TextAlignment
{
    Left,
    Center,
    Right,
    Justify,
}

/// <summary>One line of a paragraph: the characters from <see cref="Start"/> (inclusive) to <see cref="End"/> (exclusive).</summary>
internal sealed class TextLine
{
    private readonly ShapedText text;
    private readonly int visibleEnd;
    private readonly double indent;
    private readonly double above;

    public TextLine(ShapedText text, int start, int end, double indent)
    {
        this.text = text;
        this.indent = indent;
        Start = start;
        End = end;

        // Spaces at the end of a line extend beyond it and are not drawn.
        visibleEnd = end;
        while (visibleEnd > start && text.Characters[visibleEnd - 1].IsSpace)
            visibleEnd--;

        Width = indent;
        var below = 0.0;
        for (var i = start; i < visibleEnd; i++)
        {
            var character = text.Characters[i];
            Width += i == visibleEnd - 1 ? character.OwnAdvance : character.Advance;
            if (character.Face is null)
                continue;
            var height = character.Span.Font.Height(character.Face);
            (above, below) = (Math.Max(above, height.Above), Math.Max(below, height.Below));
        }
        if (above == 0 && below == 0)
            (above, below) = text.LastSpan.Font.Height(text.LastSpan.Font.MainFace);
        Height = above + below;
    }

    public int Start { get; }
    public int End { get; }
    public double Width { get; }
    public double Height { get; }

    private bool IsLastOfParagraph => End == text.Characters.Count;

    public void Draw(double left, double top, double space, TextAlignment alignment, PageContext page)
    {
        var left0 =
            left
            + indent
            + Math.Max(0, space - Width)
                * alignment switch
                {
                    TextAlignment.Center => 0.5,
                    TextAlignment.Right => 1,
                    _ => 0,
                };
        var gap = alignment == TextAlignment.Justify && !IsLastOfParagraph ? JustifyingGap(space) : 0;
        var baseline = top + above;
        // In a tagged document, the space between two lines is drawn, so that extracted words stay separated.
        var drawnEnd = page.Tags is not null && visibleEnd > Start && visibleEnd < End ? visibleEnd + 1 : visibleEnd;

        var x = left0;
        for (var i = Start; i < drawnEnd; )
        {
            var first = text.Characters[i];
            var (start, end) = (x, x);
            var glyphs = new List<PlacedGlyph>();
            for (; i < drawnEnd && ReferenceEquals(text.Characters[i].Span, first.Span) && text.Characters[i].Face == first.Face; i++)
            {
                var character = text.Characters[i];
                if (character.Face is not null)
                    glyphs.Add(new PlacedGlyph(character.Glyph, character.CodePoint, x - start));
                if (i < visibleEnd)
                    end = x + character.OwnAdvance;
                x += character.Advance;
                if (i + 1 < visibleEnd && IsGap(i + 1))
                    x += gap;
            }
            if (first.Face is not null)
                DrawRun(first.Span, first.Face, start, i < visibleEnd ? x : end, top, baseline, glyphs, page);
        }
    }

    private void DrawRun(
        TextSpan span,
        FontFace face,
        double start,
        double end,
        double top,
        double baseline,
        List<PlacedGlyph> glyphs,
        PageContext page
    )
    {
        var (font, canvas) = (span.Font, page.Canvas);
        using var scope = span.Link is null ? null : page.Tags?.EnterLink(span, isBlock: false);
        canvas.Text(face, font.Size, font.Color, start, baseline, glyphs);
        if (font.HasUnderline)
            Rule(face.Underline);
        if (font.HasStrikethrough)
            Rule(face.Strikeout);
        if (span.Link is not null && end > start)
            canvas.Link(new Box(start, top, end - start, Height), span.Link);

        void Rule((double Top, double Thickness) rule) =>
            canvas.Fill(
                new Box(start, baseline - rule.Top * font.Size, end - start, rule.Thickness * font.Size),
                font.Color,
                isDecoration: false
            );
    }

    /// <summary>Extra width for each stretchable gap so that the line fills the space.</summary>
    private double JustifyingGap(double space)
    {
        var gaps = 0;
        for (var i = Start + 1; i < visibleEnd; i++)
        {
            if (IsGap(i))
                gaps++;
        }
        return gaps == 0 ? 0 : Math.Max(0, space - Width) / gaps;
    }

    private bool IsGap(int index) => text.CanBreakBefore(index);
}
