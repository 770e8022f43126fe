using QuestPDF.Infrastructure;
using QuestPDF.Layout.Boxes;

namespace QuestPDF.Fluent;

public static class AlignmentExtensions
{
    public static IContainer AlignLeft(this IContainer element) => Horizontally(element, 0);

    public static IContainer AlignCenter(this IContainer element) => Horizontally(element, 0.5);

    public static IContainer AlignRight(this IContainer element) => Horizontally(element, 1);

    public static IContainer AlignTop(this IContainer element) => Vertically(element, 0);

    public static IContainer AlignMiddle(this IContainer element) => Vertically(element, 0.5);

    public static IContainer AlignBottom(this IContainer element) => Vertically(element, 1);

    private static Aligned Horizontally(IContainer element, double position)
    {
        var aligned = element.Continue<Aligned>();
        aligned.Horizontal = position;
        return aligned;
    }

    private static Aligned Vertically(IContainer element, double position)
    {
        var aligned = element.Continue<Aligned>();
        aligned.Vertical = position;
        return aligned;
    }
}
