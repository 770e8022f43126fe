using QuestPDF.Drawing.Exceptions;
using QuestPDF.Infrastructure;

namespace QuestPDF.Layout;

/// <summary>An element with one child. The base class adds nothing to the child.</summary>
internal class Container : Element, IContainer
{
    private Element? child;

    IElement? IContainer.Child
    {
        get => child;
        set =>
            child = value switch
            {
                null => null,
                Element element => element,
                _ => throw new DocumentComposeException($"{value.GetType().Name} is not an element of this library."),
            };
    }

    public override IEnumerable<Element> Children => child is null ? [] : [child];

    public override Fit Measure(Extent space, PageContext page) => child?.Measure(space, page) ?? Fit.Nothing;

    public override void Draw(Box box, PageContext page) => child?.Draw(box, page);

    public override void DrawFrame(Box box, PageContext page)
    {
        if (KeepsPlace)
            child?.DrawFrame(box, page);
    }

    /// <summary>True when the child gets exactly this element's space.</summary>
    protected virtual bool KeepsPlace => true;
}
