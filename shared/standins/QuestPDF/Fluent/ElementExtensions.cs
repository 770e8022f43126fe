using QuestPDF.Infrastructure;
using QuestPDF.Layout;
using QuestPDF.Layout.Boxes;
using QuestPDF.Layout.Flow;

namespace QuestPDF.Fluent;

public static class ElementExtensions
{
    public static IContainer Background(this IContainer element, Color color)
    {
        var decorated = element.Continue<Decorated>();
        decorated.Background = color;
        return decorated;
    }

    public static IContainer AspectRatio(this IContainer element, float ratio, AspectRatioOption option = AspectRatioOption.FitWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ratio);
        return element.Fill(new Proportioned(ratio, option));
    }

    public static IContainer DefaultTextStyle(this IContainer element, TextStyle textStyle) => element.Fill(new Styled(textStyle));

    public static IContainer DefaultTextStyle(this IContainer element, Func<TextStyle, TextStyle> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return element.DefaultTextStyle(handler(TextStyle.Default));
    }

    /// <summary>On the first page only, even within a repeated header.</summary>
    public static IContainer ShowOnce(this IContainer element) => element.Fill(new DrawnOnce());

    /// <summary>On one page, never divided.</summary>
    public static IContainer ShowEntire(this IContainer element) => element.Fill(new KeptTogether());

    /// <summary>On the next page if it must be divided and less than this height is left.</summary>
    public static IContainer EnsureSpace(this IContainer element, float minHeight = 150) => element.Fill(new KeptWithSpace(minHeight));

    /// <summary>Leaves the child out if the condition is false.</summary>
    public static IContainer ShowIf(this IContainer element, bool condition) => condition ? element : Detached(element);

    public static void PageBreak(this IContainer element) => element.Fill(new Break());

    /// <summary>Opens the address in a browser.</summary>
    public static IContainer Hyperlink(this IContainer element, string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        return element.Fill(new Linked(url));
    }

    public static void Element(this IContainer parent, Action<IContainer> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        handler(parent.Fill(new Container()));
    }

    public static IContainer Element(this IContainer parent, Func<IContainer, IContainer> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return handler(parent.Fill(new Container()));
    }

    private static Container Detached(IContainer element)
    {
        element.Fill(new Container());
        return new Container();
    }
}
