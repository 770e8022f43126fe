using QuestPDF.Infrastructure;
using QuestPDF.Layout;
using QuestPDF.Layout.Boxes;
using QuestPDF.Layout.Flow;
using QuestPDF.Pdf;

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

    /// <summary>Shows the content on its first page only, even within a repeated header.</summary>
    public static IContainer ShowOnce(this IContainer element) => element.Fill(new DrawnOnce());

    /// <summary>Shows the content on every page except the first, for instance as a running title within a repeated header.</summary>
    public static IContainer SkipOnce(this IContainer element) => element.Fill(new SkippedOnce());

    /// <summary>Keeps the content on one page; throws when it does not fit on an empty page.</summary>
    public static IContainer ShowEntire(this IContainer element) => element.Fill(new KeptTogether());

    /// <summary>Moves content that must be split to the next page if less than <paramref name="minHeight"/> points are left.</summary>
    public static IContainer EnsureSpace(this IContainer element, float minHeight = 150) => element.Fill(new KeptWithSpace(minHeight));

    public static IContainer ShowIf(this IContainer element, bool condition) => condition ? element : Detached(element);

    public static void PageBreak(this IContainer element) => element.Fill(new Break());

    public static IContainer Hyperlink(this IContainer element, string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        return element.Fill(new Linked(LinkTarget.ToAddress(url)));
    }

    /// <summary>Gives the content a name that links and page numbers can refer to.</summary>
    public static IContainer Section(this IContainer element, string sectionName)
    {
        ArgumentException.ThrowIfNullOrEmpty(sectionName);
        return element.Fill(new Anchored(sectionName));
    }

    public static IContainer SectionLink(this IContainer element, string sectionName)
    {
        ArgumentException.ThrowIfNullOrEmpty(sectionName);
        return element.Fill(new Linked(LinkTarget.ToSection(sectionName)));
    }

    /// <summary>Gives the content unlimited space; it takes up no space itself.</summary>
    public static IContainer Unconstrained(this IContainer element) => element.Fill(new Unbounded());

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
