using QuestPDF.Infrastructure;
using QuestPDF.Layout.Flow;

namespace QuestPDF.Fluent;

public class LayersDescriptor
{
    internal Stack Layers { get; } = new();

    /// <summary>Beneath the primary layer if it comes before it, else above; drawn on each page.</summary>
    public IContainer Layer() => Layers.Add(isPrimary: false);

    /// <summary>Sets size and pages of the whole.</summary>
    public IContainer PrimaryLayer() => Layers.Add(isPrimary: true);
}

public static class LayerExtensions
{
    public static void Layers(this IContainer element, Action<LayersDescriptor> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var descriptor = new LayersDescriptor();
        handler(descriptor);
        descriptor.Layers.RequirePrimary();
        element.Fill(descriptor.Layers);
    }
}
