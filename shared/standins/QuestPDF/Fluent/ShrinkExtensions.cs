using QuestPDF.Infrastructure;
using QuestPDF.Layout.Boxes;

namespace QuestPDF.Fluent;

public static class ShrinkExtensions
{
    public static IContainer Shrink(this IContainer element) => element.ShrinkVertical().ShrinkHorizontal();

    public static IContainer ShrinkVertical(this IContainer element)
    {
        var shrunk = element.Continue<Shrunk>();
        shrunk.Vertically = true;
        return shrunk;
    }

    public static IContainer ShrinkHorizontal(this IContainer element)
    {
        var shrunk = element.Continue<Shrunk>();
        shrunk.Horizontally = true;
        return shrunk;
    }
}
