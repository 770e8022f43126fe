using QuestPDF.Infrastructure;
using QuestPDF.Layout.Flow;

namespace QuestPDF.Fluent;

public class ColumnDescriptor
{
    internal Column Column { get; } = new();

    public void Spacing(float value, Unit unit = Unit.Point) => Column.Spacing = value.ToPoints(unit);

    public IContainer Item() => Column.Add();
}

public static class ColumnExtensions
{
    public static void Column(this IContainer element, Action<ColumnDescriptor> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var descriptor = new ColumnDescriptor();
        handler(descriptor);
        element.Fill(descriptor.Column);
    }
}
