using QuestPDF.Fonts;

namespace QuestPDF.Drawing;

/// <summary>Registers the fonts of the process at start-up; documents refer to them by family name.</summary>
public static class FontManager
{
    /// <summary>Registers a font under the family names that it contains.</summary>
    public static void RegisterFont(Stream stream) => Register(stream, null);

    /// <summary>Registers a font under the given family name only.</summary>
    public static void RegisterFontWithCustomName(string fontName, Stream stream)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fontName);
        Register(stream, fontName);
    }

    private static void Register(Stream stream, string? familyName)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] data;
        if (stream.CanSeek)
        {
            data = GC.AllocateUninitializedArray<byte>(checked((int)(stream.Length - stream.Position)));
            stream.ReadExactly(data);
        }
        else
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            data = copy.ToArray();
        }
        FontLibrary.Add(new FontFace(data, familyName));
    }
}
