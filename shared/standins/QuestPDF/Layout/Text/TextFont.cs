using QuestPDF.Drawing.Exceptions;
using QuestPDF.Fonts;
using QuestPDF.Infrastructure;

namespace QuestPDF.Layout.Text;

internal sealed class TextFont
{
    private readonly IReadOnlyList<string> families;
    private readonly FontFace[] faces;
    private readonly double lineHeight;

    public TextFont(TextStyle style)
    {
        families = style.FontFamilies!;
        faces = FontLibrary.Choose(families, style.FontWeight!.Value);
        lineHeight = style.LineHeight!.Value;
        Size = style.Size!.Value;
        Color = style.Color!.Value;
        Spacing = style.LetterSpacing!.Value * Size;
        HasUnderline = style.HasUnderline!.Value;
        HasStrikethrough = style.HasStrikethrough!.Value;
    }

    public double Size { get; }
    public Color Color { get; }

    /// <summary>Extra space after each character, in points.</summary>
    public double Spacing { get; }

    public bool HasUnderline { get; }
    public bool HasStrikethrough { get; }

    /// <summary>The face that determines the height of a line without characters.</summary>
    public FontFace MainFace => faces.Length > 0 ? faces[0] : throw NoFont();

    /// <summary>The first face in the list that contains the character; throws when none does.</summary>
    public (FontFace Face, int Glyph) Find(int codePoint)
    {
        foreach (var face in faces)
        {
            var glyph = IsCharacter(codePoint) ? face.Glyph(codePoint) : 0;
            if (glyph != 0)
                return (face, glyph);
        }
        throw faces.Length == 0 ? NoFont() : NoGlyph(codePoint);
    }

    /// <summary>Line height above and below the baseline, in points.</summary>
    public (double Above, double Below) Height(FontFace face)
    {
        if (lineHeight <= 0)
            return ((face.Ascent + face.LineGap / 2) * Size, (face.Descent + face.LineGap / 2) * Size);

        // The line height is a multiple of the font size; unlike above, the font's own line gap does not count.
        var scale = lineHeight * Size / (face.Ascent + face.Descent);
        return (face.Ascent * scale, face.Descent * scale);
    }

    /// <summary>False for code points that Unicode reserves as noncharacters; some fonts have glyphs for them, but the text could not be
    /// extracted.</summary>
    private static bool IsCharacter(int codePoint) => codePoint != 0 && (codePoint & 0xFFFE) != 0xFFFE;

    private DocumentDrawingException NoFont() =>
        new(
            families.Count == 0
                ? "A text has no font family: call FontFamily, for the page in its DefaultTextStyle."
                : $"None of the font families {string.Join(", ", families)} is registered. Registered are: {string.Join(", ", FontLibrary.Families())}."
        );

    private DocumentDrawingException NoGlyph(int codePoint)
    {
        var elsewhere = string.Join(", ", FontLibrary.FamiliesWith(codePoint));
        var remedy = elsewhere.Length > 0 ? $"Name {elsewhere} in the list: it has the character." : "Register a font that has it.";
        // Only the code point, since the text may be confidential and the message may be logged.
        return new DocumentDrawingException(
            $"The character U+{codePoint:X4} is in none of the font families {string.Join(", ", families)}. {remedy}"
        );
    }
}
