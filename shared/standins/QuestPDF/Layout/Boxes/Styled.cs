using QuestPDF.Infrastructure;

namespace QuestPDF.Layout.Boxes;

/// <summary>The text style of everything inside that does not set its own.</summary>
internal sealed class Styled(TextStyle style) : Container
{
    public override void Inherit(TextStyle outer) => base.Inherit(style.Over(outer));
}
