using QuestPDF.Infrastructure;
using QuestPDF.Layout.Flow;

namespace QuestPDF.Fluent;

public class DecorationDescriptor
{
    internal Framed Decoration { get; } = new();

    /// <summary>Shown above the content on every page that the content takes.</summary>
    public IContainer Before() => Decoration.Before;

    public IContainer Content() => Decoration.Content;

    /// <summary>Shown below the content on every page that the content takes.</summary>
    public IContainer After() => Decoration.After;
}

public static class DecorationExtensions
{
    public static void Decoration(this IContainer element, Action<DecorationDescriptor> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var descriptor = new DecorationDescriptor();
        handler(descriptor);
        element.Fill(descriptor.Decoration);
    }
}
