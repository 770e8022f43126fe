using QuestPDF.Infrastructure;
using QuestPDF.Layout.Boxes;

namespace QuestPDF.Fluent;

public static class ExtendExtensions
{
    public static IContainer Extend(this IContainer element) => element.ExtendVertical().ExtendHorizontal();

    public static IContainer ExtendVertical(this IContainer element)
    {
        var extended = element.Continue<Extended>();
        extended.Vertically = true;
        return extended;
    }

    public static IContainer ExtendHorizontal(this IContainer element)
    {
        var extended = element.Continue<Extended>();
        extended.Horizontally = true;
        return extended;
    }
}
