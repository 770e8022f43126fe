using QuestPDF.Infrastructure;

namespace QuestPDF;

public static class Settings
{
    /// <summary>Must be set before the first document is generated.</summary>
    public static LicenseType? License { get; set; }

    /// <summary>
    /// The package draws a box for a character without a glyph unless this is true. A certificate with a box in a name is worthless, so
    /// here the check cannot be switched off.
    /// </summary>
    public static bool CheckIfAllTextGlyphsAreAvailable
    {
        get => true;
        set
        {
            if (!value)
                throw new NotSupportedException("Every character must have a glyph: this check cannot be switched off.");
        }
    }

    /// <summary>
    /// The package also uses the fonts of the machine unless this is false. Here only registered fonts are used, so that a document looks
    /// the same wherever it is made.
    /// </summary>
    public static bool UseEnvironmentFonts
    {
        get => false;
        set
        {
            if (value)
                throw new NotSupportedException("Fonts of the machine are not used: register each font with FontManager.");
        }
    }
}
