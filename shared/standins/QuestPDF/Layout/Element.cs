using QuestPDF.Infrastructure;

namespace QuestPDF.Layout;

/// <summary>
/// Something that can be measured any number of times and is drawn in as many parts as it needs pages. Drawing moves it on: what has been
/// drawn is not measured again, until it is reset.
/// </summary>
internal abstract class Element : IElement
{
    public abstract Fit Measure(Extent space, PageContext page);

    /// <summary>Called only with a space that measuring has accepted.</summary>
    public abstract void Draw(Box box, PageContext page);

    /// <summary>Draws only what surrounds the content: a cell that has ended keeps its border beside one that goes on.</summary>
    public virtual void DrawFrame(Box box, PageContext page) { }

    public virtual IEnumerable<Element> Children => [];

    /// <summary>Back to the beginning.</summary>
    /// <param name="isNewPass">The whole document is drawn anew, not just a header repeated.</param>
    public virtual void Reset(bool isNewPass)
    {
        foreach (var child in Children)
            child.Reset(isNewPass);
    }

    /// <summary>Hands the surrounding text style down to the texts.</summary>
    public virtual void Inherit(TextStyle style)
    {
        foreach (var child in Children)
            child.Inherit(style);
    }
}
