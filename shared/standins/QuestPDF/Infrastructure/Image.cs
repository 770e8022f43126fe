using QuestPDF.Pdf.Images;

namespace QuestPDF.Infrastructure;

/// <summary>A picture that several places of a document can share: it is stored once.</summary>
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
