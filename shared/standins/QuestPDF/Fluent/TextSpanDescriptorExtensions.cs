using QuestPDF.Infrastructure;

namespace QuestPDF.Fluent;

/// <summary>The methods of <see cref="TextStyleExtensions"/> for text that has already been added.</summary>
public static class TextSpanDescriptorExtensions
{
    /// <summary>Applies the properties that the style sets; the others keep their values.</summary>
    public static T Style<T>(this T descriptor, TextStyle style)
        where T : TextSpanDescriptor => descriptor.With(own => style.Over(own));

    public static T FontColor<T>(this T descriptor, Color color)
        where T : TextSpanDescriptor => descriptor.With(s => s.FontColor(color));

    public static T FontFamily<T>(this T descriptor, params string[] values)
        where T : TextSpanDescriptor => descriptor.With(s => s.FontFamily(values));

    public static T FontSize<T>(this T descriptor, float value)
        where T : TextSpanDescriptor => descriptor.With(s => s.FontSize(value));

    public static T LineHeight<T>(this T descriptor, float? factor)
        where T : TextSpanDescriptor => descriptor.With(s => s.LineHeight(factor));

    public static T LetterSpacing<T>(this T descriptor, float factor = 0)
        where T : TextSpanDescriptor => descriptor.With(s => s.LetterSpacing(factor));

    public static T Underline<T>(this T descriptor, bool value = true)
        where T : TextSpanDescriptor => descriptor.With(s => s.Underline(value));

    public static T Strikethrough<T>(this T descriptor, bool value = true)
        where T : TextSpanDescriptor => descriptor.With(s => s.Strikethrough(value));

    public static T Thin<T>(this T descriptor)
        where T : TextSpanDescriptor => descriptor.With(TextStyleExtensions.Thin);

    public static T ExtraLight<T>(this T descriptor)
        where T : TextSpanDescriptor => descriptor.With(TextStyleExtensions.ExtraLight);

    public static T Light<T>(this T descriptor)
        where T : TextSpanDescriptor => descriptor.With(TextStyleExtensions.Light);

    public static T NormalWeight<T>(this T descriptor)
        where T : TextSpanDescriptor => descriptor.With(TextStyleExtensions.NormalWeight);

    public static T Medium<T>(this T descriptor)
        where T : TextSpanDescriptor => descriptor.With(TextStyleExtensions.Medium);

    public static T SemiBold<T>(this T descriptor)
        where T : TextSpanDescriptor => descriptor.With(TextStyleExtensions.SemiBold);

    public static T Bold<T>(this T descriptor)
        where T : TextSpanDescriptor => descriptor.With(TextStyleExtensions.Bold);

    public static T ExtraBold<T>(this T descriptor)
        where T : TextSpanDescriptor => descriptor.With(TextStyleExtensions.ExtraBold);

    public static T Black<T>(this T descriptor)
        where T : TextSpanDescriptor => descriptor.With(TextStyleExtensions.Black);

    private static T With<T>(this T descriptor, Func<TextStyle, TextStyle> change)
        where T : TextSpanDescriptor
    {
        descriptor.Change(change);
        return descriptor;
    }
}
