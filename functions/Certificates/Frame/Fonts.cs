using QuestPDF.Drawing;
using QuestPDF.Infrastructure;

namespace TechTransfer.Certificates.Frame;

/// <summary>The fonts of the certificates (SIL Open Font License), deployed with the app in <c>fonts/</c>.</summary>
internal static class Fonts
{
    /// <summary>A song-style face for the body, then those that are asked for what the ones before lack: characters in names, superscripts
    /// and subscripts, signs of mathematics and technology.</summary>
    public static string[] Families { get; } =
    ["Noto Serif SC", "Noto Serif JP", "Noto Serif", "Noto Sans Math", "Noto Sans Symbols", "Noto Sans Symbols 2"];

    private static readonly Lazy<bool> Registered = new(() =>
    {
        QuestPDF.Settings.License = LicenseType.Community;
        // Use only these fonts, and fail on a missing character instead of drawing a box.
        QuestPDF.Settings.UseEnvironmentFonts = false;
        QuestPDF.Settings.CheckIfAllTextGlyphsAreAvailable = true;
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "fonts"), "*.ttf").Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            FontManager.RegisterFont(stream);
        }
        return true;
    });

    /// <summary>Registers the fonts on the first call in a process; later calls do nothing.</summary>
    public static void Register() => _ = Registered.Value;
}
