using QuestPDF.Drawing;
using QuestPDF.Infrastructure;

namespace TechTransfer.Certificates.Frame;

/// <summary>The fonts of our certificates (SIL Open Font License), beside the app in <c>fonts/</c>.</summary>
internal static class Fonts
{
    /// <summary>A song-style face for the body, then a second one for characters in names that the first has not.</summary>
    public static string[] Families { get; } = ["Noto Serif SC", "Noto Serif JP"];

    private static readonly Lazy<bool> Registered = new(() =>
    {
        QuestPDF.Settings.License = LicenseType.Community;
        // Only our own fonts, and a missing character stops the certificate: it is never drawn as a box.
        QuestPDF.Settings.UseEnvironmentFonts = false;
        QuestPDF.Settings.CheckIfAllTextGlyphsAreAvailable = true;
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "fonts"), "*.ttf").Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            FontManager.RegisterFont(stream);
        }
        return true;
    });

    /// <summary>Registers them, once for the process.</summary>
    public static void Register() => _ = Registered.Value;
}
