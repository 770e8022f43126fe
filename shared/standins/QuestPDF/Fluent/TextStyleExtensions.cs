using QuestPDF.Infrastructure;

namespace QuestPDF.Fluent;

public static class TextStyleExtensions
{
    public static TextStyle FontColor(this TextStyle style, Color value) => style with { Color = value };

    /// <summary>Font families in order of preference; each character uses the first family that contains it.</summary>
    public static TextStyle FontFamily(this TextStyle style, params string[] values) => style with { FontFamilies = [.. values] };

    public static TextStyle FontSize(this TextStyle style, float value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return style with { Size = value };
    }

    /// <param name="factor">Multiple of the font size; null for the font's own line height.</param>
    public static TextStyle LineHeight(this TextStyle style, float? factor)
    {
        if (factor is { } given)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(given, nameof(factor));
        return style with { LineHeight = factor ?? 0 };
    }

    /// <param name="factor">Space after each character, as a multiple of the font size.</param>
    public static TextStyle LetterSpacing(this TextStyle style, float factor = 0) => style with { LetterSpacing = factor };

    public static TextStyle Underline(this TextStyle style, bool value = true) => style with { HasUnderline = value };

    public static TextStyle Strikethrough(this TextStyle style, bool value = true) => style with { HasStrikethrough = value };

    public static TextStyle Thin(this TextStyle style) => style with { FontWeight = 100 };

    public static TextStyle ExtraLight(this TextStyle style) => style with { FontWeight = 200 };

    public static TextStyle Light(this TextStyle style) => style with { FontWeight = 300 };

    public static TextStyle NormalWeight(this TextStyle style) => style with { FontWeight = 400 };

    public static TextStyle Medium(this TextStyle style) => style with { FontWeight = 500 };

    public static TextStyle SemiBold(this TextStyle style) => style with { FontWeight = 600 };

    public static TextStyle Bold(this TextStyle style) => style with { FontWeight = 700 };

    public static TextStyle ExtraBold(this TextStyle style) => style with { FontWeight = 800 };

    public static TextStyle Black(this TextStyle style) => style with { FontWeight = 900 };
}
