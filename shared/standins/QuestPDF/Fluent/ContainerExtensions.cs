using QuestPDF.Drawing.Exceptions;
using QuestPDF.Infrastructure;
using QuestPDF.Layout;

namespace QuestPDF.Fluent;

internal static class ContainerExtensions
{
    /// <summary>Makes the element the container's only child and returns it; throws when there is a child already.</summary>
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

    /// <summary>Returns the container itself if it has type <typeparamref name="T"/> and no child yet, so that consecutive calls configure
    /// one element; otherwise adds a new <typeparamref name="T"/> as its child.</summary>
    public static T Continue<T>(this IContainer container)
        where T : Container, new() => container is T same && container.Child is null ? same : container.Fill(new T());
}
