using TechTransfer.Kernel;

namespace TechTransfer.Hosting;

/// <summary>Whether a document is whole, opens without a password, runs nothing, and unfolds to no more than a reader should take.</summary>
public static class DocumentCheck
{
    /// <summary>What stands against a document of a type; null when nothing does. Reads the stream from its start, and never holds much of it.</summary>
    public static Problem? Of(Stream content, string type)
    {
        content.Position = 0;
        return type switch
        {
            DocumentType.Pdf => PdfCheck.Of(content),
            DocumentType.Png => PngCheck.Of(content),
            DocumentType.Jpeg => JpegCheck.Of(content),
            DocumentType.Ofd or DocumentType.Xlsx => PackageCheck.Of(content),
            _ => throw new ArgumentException($"{type} is not taken.", nameof(type)),
        };
    }

    internal static Problem Broken(string zh, string en) => Problem.Of(Catalogue.DocumentBroken, ("reason", new Text(zh, en)));

    internal static Problem Oversized(string zh, string en) => Problem.Of(Catalogue.DocumentOversized, ("reason", new Text(zh, en)));
}
