using QuestPDF.Infrastructure;

namespace QuestPDF.Layout;

/// <summary>An element of the layout. It can be measured any number of times and is drawn in one part per page. Drawing advances it:
/// content that has been drawn is not measured again until <c>Reset</c>.</summary>
internal abstract class Element : IElement
{
    public abstract Fit Measure(Extent space, PageContext page);

    /// <summary>Draws the next part; called only with a space that <c>Measure</c> has accepted.</summary>
    public abstract void Draw(Box box, PageContext page);

    /// <summary>Draws only borders and background, for a table cell that has ended while another cell in its row continues.</summary>
    public virtual void DrawFrame(Box box, PageContext page) { }

    public virtual IEnumerable<Element> Children => [];

    /// <summary>Returns to the beginning, so that the element can be drawn again.</summary>
    /// <param name="isNewPass">True when the whole document is laid out again, false when a header is repeated.</param>
    public virtual void Reset(bool isNewPass)
    {
        foreach (var child in Children)
            child.Reset(isNewPass);
    }

    /// <summary>Passes the surrounding text style to all texts inside.</summary>
    public virtual void Inherit(TextStyle style)
    {
        foreach (var child in Children)
            child.Inherit(style);
    }
}
