using QuestPDF.Drawing;
using QuestPDF.Infrastructure;

namespace TechTransfer.Certificates.Frame;

/// <summary>The fonts of the certificates (SIL Open Font License), deployed with the app in <c>fonts/</c>.</summary>
internal static class Fonts
{
    /// <summary>
    /// A Song typeface (宋体), then fallbacks for characters that it lacks: in names, superscripts and subscripts, signs of mathematics
    /// and technology, rare Han characters.
    /// </summary>
    public static string[] Families { get; } =
    ["Noto Serif SC", "Noto Serif JP", "Noto Serif", "Noto Sans Math", "Noto Sans Symbols", "Noto Sans Symbols 2", "HanaMinB"];

    private static readonly Lazy<bool> Usual = new(() =>
    {
        QuestPDF.Settings.License = LicenseType.Community;
        // Use only these fonts, and fail on a missing character instead of drawing a box.
        QuestPDF.Settings.UseEnvironmentFonts = false;
        QuestPDF.Settings.CheckIfAllTextGlyphsAreAvailable = true;
        return RegisterAll("fonts");
    });

    // Registered only when needed: 30 MB that few certificates use.
    private static readonly Lazy<bool> Rare = new(() => RegisterAll(Path.Combine("fonts", "rare")));

    /// <summary>Registers the fonts on the first call in a process, those for rare characters on the first that needs them.</summary>
    public static void Register(bool withRare)
    {
        _ = Usual.Value;
        if (withRare)
            _ = Rare.Value;
    }

    private static bool RegisterAll(string folder)
    {
        var path = Path.Combine(AppContext.BaseDirectory, folder);
        if (!Directory.Exists(path))
            return false;
        foreach (var file in Directory.GetFiles(path, "*.ttf").Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            FontManager.RegisterFont(stream);
        }
        return true;
    }
}
