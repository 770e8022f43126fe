namespace TechTransfer.Pdf.Signing;

/// <summary>Picture and position of a visible seal.</summary>
/// <param name="Image">The picture, stretched to the rectangle.</param>
/// <param name="Left">Distance from the page's left edge in points.</param>
/// <param name="Bottom">Distance from the page's lower edge in points.</param>
/// <param name="Width">Width in points, more than 0.</param>
/// <param name="Height">Height in points, more than 0.</param>
/// <param name="Page">Page number: 1 is the first page, -1 the last.</param>
public sealed record VisibleSeal(SealImage Image, double Left, double Bottom, double Width, double Height, int Page = 1);
