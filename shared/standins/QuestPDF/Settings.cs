using QuestPDF.Infrastructure;

namespace QuestPDF;

public static class Settings
{
    /// <summary>Must be set before the first document is generated; otherwise generating throws.</summary>
    public static LicenseType? License { get; set; }

    /// <summary>Always true. The original package, if this is false, draws a box for a character without a glyph, which would make a
    /// certificate useless.</summary>
    public static bool CheckIfAllTextGlyphsAreAvailable
    {
        get => true;
        set
        {
            if (!value)
                throw new NotSupportedException("Every character must have a glyph: this check cannot be switched off.");
        }
    }

    /// <summary>Always false. The original package, if this is true, also uses fonts installed on the machine; a document would then look
    /// different on other machines.</summary>
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
