namespace QuestPDF.Infrastructure;

/// <summary>Text properties. A property that is null is inherited from the surrounding style.</summary>
public record TextStyle
{
    internal Color? Color { get; init; }
    internal IReadOnlyList<string>? FontFamilies { get; init; }
    internal double? Size { get; init; }
    internal int? FontWeight { get; init; }
    internal double? LetterSpacing { get; init; }
    internal bool? HasUnderline { get; init; }
    internal bool? HasStrikethrough { get; init; }

    /// <summary>Multiple of the font size; 0 or less means the font's own line height.</summary>
    internal double? LineHeight { get; init; }

    public static TextStyle Default { get; } = new();

    internal static TextStyle LibraryDefault { get; } =
        new()
        {
            Color = Helpers.Colors.Black,
            FontFamilies = [],
            Size = 12,
            FontWeight = 400,
            LetterSpacing = 0,
            HasUnderline = false,
            HasStrikethrough = false,
            LineHeight = 0,
        };

    internal TextStyle Over(TextStyle outer) =>
        new()
        {
            Color = Color ?? outer.Color,
            FontFamilies = FontFamilies ?? outer.FontFamilies,
            Size = Size ?? outer.Size,
            FontWeight = FontWeight ?? outer.FontWeight,
            LetterSpacing = LetterSpacing ?? outer.LetterSpacing,
            HasUnderline = HasUnderline ?? outer.HasUnderline,
            HasStrikethrough = HasStrikethrough ?? outer.HasStrikethrough,
            LineHeight = LineHeight ?? outer.LineHeight,
        };
}
