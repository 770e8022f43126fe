using QuestPDF.Drawing;
using QuestPDF.Infrastructure;
using TechTransfer.Testing;

namespace QuestPDF.Tests;

internal static class TestFonts
{
    public const string Serif = "Noto Serif SC";
    public const string Sans = "Noto Sans SC";

    /// <summary>The only one of the test fonts that has the character 𠮷 (U+20BB7).</summary>
    public const string Japanese = "Noto Serif JP";

    static TestFonts()
    {
        Settings.License = LicenseType.Community;
        foreach (var (package, face) in Faces)
        {
            using var file = File.OpenRead(PathOf(package, face));
            FontManager.RegisterFont(file);
        }
    }

    private static readonly (string, string)[] Faces =
    [
        ("noto-serif-sc", "400Regular/NotoSerifSC_400Regular.ttf"),
        ("noto-serif-sc", "700Bold/NotoSerifSC_700Bold.ttf"),
        ("noto-sans-sc", "400Regular/NotoSansSC_400Regular.ttf"),
        ("noto-serif-jp", "400Regular/NotoSerifJP_400Regular.ttf"),
    ];

    public static string PathOf(string package, string face) => Repository.PathOf("node_modules", "@expo-google-fonts", package, face);

    public static void Register()
    {
        // Calling this method runs the static constructor, which registers the fonts.
    }
}
