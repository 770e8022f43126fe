using QuestPDF.Drawing.Exceptions;
using QuestPDF.Infrastructure;
using QuestPDF.Layout;

namespace QuestPDF.Fluent;

internal static class ContainerExtensions
{
    /// <summary>Puts the element into the container.</summary>
    public static T Fill<T>(this IContainer container, T element)
        where T : Element
    {
        if (container.Child is not null)
        {
            throw new DocumentComposeException(
                $"A container has exactly one child: this one has {container.Child.GetType().Name} and would get {element.GetType().Name}. Use Column or Row for several."
            );
        }
        container.Child = element;
        return element;
    }

    /// <summary>
    /// The container itself if it already is one of this kind, so that calls in a row set up one element; otherwise a new one inside.
    /// </summary>
    public static T Continue<T>(this IContainer container)
        where T : Container, new() => container is T same && container.Child is null ? same : container.Fill(new T());
}
