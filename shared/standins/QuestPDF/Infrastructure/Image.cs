using QuestPDF.Pdf.Images;

namespace QuestPDF.Infrastructure;

/// <summary>An image that can be used several times in a document and is stored once.</summary>
public class Image
{
    internal Image(ImageData data) => Data = data;

    internal ImageData Data { get; }

    public static Image FromBinaryData(byte[] imageBytes)
    {
        ArgumentNullException.ThrowIfNull(imageBytes);
        return new Image(ImageData.Read(imageBytes));
    }

    public static Image FromFile(string filePath) => FromBinaryData(File.ReadAllBytes(filePath));

    public static Image FromStream(Stream fileStream)
    {
        ArgumentNullException.ThrowIfNull(fileStream);
        using var copy = new MemoryStream();
        fileStream.CopyTo(copy);
        return FromBinaryData(copy.ToArray());
    }
}
