using QuestPDF.Infrastructure;
using QuestPDF.Layout.Flow;

namespace QuestPDF.Fluent;

public class RowDescriptor
{
    internal Row Row { get; } = new();

    public void Spacing(float spacing, Unit unit = Unit.Point) => Row.Spacing = spacing.ToPoints(unit);

    public IContainer RelativeItem(float size = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return Row.Add(RowItemKind.Relative, size);
    }

    public IContainer ConstantItem(float size, Unit unit = Unit.Point)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return Row.Add(RowItemKind.Constant, size.ToPoints(unit));
    }

    public IContainer AutoItem() => Row.Add(RowItemKind.Auto, 0);
}

public static class RowExtensions
{
    public static void Row(this IContainer element, Action<RowDescriptor> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var descriptor = new RowDescriptor();
        handler(descriptor);
        element.Fill(descriptor.Row);
    }
}
