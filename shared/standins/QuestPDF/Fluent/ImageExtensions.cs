using QuestPDF.Infrastructure;
using QuestPDF.Layout;
using QuestPDF.Layout.Boxes;
using QuestPDF.Pdf.Images;

namespace QuestPDF.Fluent;

public class ImageDescriptor
{
    private readonly Container place;
    private readonly ImageData image;

    internal ImageDescriptor(Container place, ImageData image)
    {
        this.place = place;
        this.image = image;
        FitWidth();
    }

    /// <summary>Scales the image to the available width, keeping its proportions. This is the default.</summary>
    public ImageDescriptor FitWidth() => Fit(AspectRatioOption.FitWidth);

    /// <summary>Scales the image to the available height, keeping its proportions.</summary>
    public ImageDescriptor FitHeight() => Fit(AspectRatioOption.FitHeight);

    /// <summary>Scales the image to the largest size that fits, keeping its proportions.</summary>
    public ImageDescriptor FitArea() => Fit(AspectRatioOption.FitArea);

    /// <summary>Stretches the image to the available space without keeping its proportions.</summary>
    public ImageDescriptor FitUnproportionally()
    {
        ((IContainer)place).Child = new Picture(image);
        return this;
    }

    private ImageDescriptor Fit(AspectRatioOption option)
    {
        var proportioned = new Proportioned((double)image.Width / image.Height, option);
        proportioned.Fill(new Picture(image));
        ((IContainer)place).Child = proportioned;
        return this;
    }
}

public static class ImageExtensions
{
    public static ImageDescriptor Image(this IContainer parent, byte[] imageData) =>
        parent.Image(Infrastructure.Image.FromBinaryData(imageData));

    public static ImageDescriptor Image(this IContainer parent, string filePath) => parent.Image(Infrastructure.Image.FromFile(filePath));

    public static ImageDescriptor Image(this IContainer parent, Stream fileStream) =>
        parent.Image(Infrastructure.Image.FromStream(fileStream));

    public static ImageDescriptor Image(this IContainer parent, Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new ImageDescriptor(parent.Fill(new Container()), image.Data);
    }
}
