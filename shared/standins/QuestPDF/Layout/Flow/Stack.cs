using QuestPDF.Drawing.Exceptions;

namespace QuestPDF.Layout.Flow;

/// <summary>Layers drawn on top of each other. The primary layer determines size and page breaks; the others are repeated on each
/// page.</summary>
internal sealed class Stack : Element
{
    private readonly List<Container> layers = [];
    private Container? primary;

    public override IEnumerable<Element> Children => layers;

    public Container Add(bool isPrimary)
    {
        var layer = new Container();
        layers.Add(layer);
        if (isPrimary)
        {
            if (primary is not null)
                throw new DocumentComposeException("Layers have exactly one primary layer, and this is the second.");
            primary = layer;
        }
        return layer;
    }

    public void RequirePrimary()
    {
        if (primary is null)
            throw new DocumentComposeException("Layers have exactly one primary layer: call PrimaryLayer().");
    }

    public override Fit Measure(Extent space, PageContext page) => primary!.Measure(space, page);

    public override void Draw(Box box, PageContext page)
    {
        foreach (var layer in layers)
        {
            if (layer != primary)
            {
                layer.Reset(isNewPass: false);
                var fit = layer.Measure(box.Size, page);
                if (!fit.IsFinal)
                {
                    throw new DocumentLayoutException(
                        $"A layer does not fit into the {box.Width:0.#} × {box.Height:0.#} points of the primary layer on page {page.Number}: {fit.Reason ?? "it would need another page"}."
                    );
                }
            }
            using (layer == primary ? page.Tags?.EnterPlace(layer) : page.Tags?.EnterRepeated(layer, 0))
                layer.Draw(box, page);
        }
    }
}
