using QuestPDF.Infrastructure;
using QuestPDF.Layout.Flow;

namespace QuestPDF.Fluent;

public class LayersDescriptor
{
    internal Stack Layers { get; } = new();

    /// <summary>Adds a layer that is drawn on every page: beneath the primary layer if added before it, otherwise above.</summary>
    public IContainer Layer() => Layers.Add(isPrimary: false);

    /// <summary>Adds the layer that determines size and page breaks; there must be exactly one.</summary>
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
