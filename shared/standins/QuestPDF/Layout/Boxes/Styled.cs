using QuestPDF.Infrastructure;

namespace QuestPDF.Layout.Boxes;

/// <summary>Sets text properties for everything inside that does not set them itself.</summary>
internal sealed class Styled(TextStyle style) : Container
{
    public override void Inherit(TextStyle outer) => base.Inherit(style.Over(outer));
}
