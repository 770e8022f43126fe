namespace TechTransfer.Pdf.Signing;

/// <summary>Where the picture of a seal stands.</summary>
/// <param name="Image">The picture, stretched to the rectangle.</param>
/// <param name="Left">Distance from the page's left edge in points.</param>
/// <param name="Bottom">Distance from the page's lower edge in points.</param>
/// <param name="Width">In points, more than 0.</param>
/// <param name="Height">In points, more than 0.</param>
/// <param name="Page">From 1 at the front, or from -1 at the end.</param>
public sealed record VisibleSeal(SealImage Image, double Left, double Bottom, double Width, double Height, int Page = 1);
