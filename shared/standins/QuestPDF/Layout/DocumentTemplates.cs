using QuestPDF.Infrastructure;

namespace QuestPDF.Layout;

internal sealed class DocumentTemplates : IDocumentContainer
{
    public List<PageTemplate> Pages { get; } = [];
}
