using QuestPDF.Infrastructure;

namespace QuestPDF.Fluent;

/// <summary>A document described by a delegate; classes can implement <see cref="IDocument"/> instead.</summary>
public class Document : IDocument
{
    private readonly Action<IDocumentContainer> content;
    private DocumentMetadata metadata = DocumentMetadata.Default;
    private DocumentSettings settings = DocumentSettings.Default;

    private Document(Action<IDocumentContainer> content) => this.content = content;

    public static Document Create(Action<IDocumentContainer> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new Document(handler);
    }

    public Document WithMetadata(DocumentMetadata metadata)
    {
        this.metadata = metadata ?? DocumentMetadata.Default;
        return this;
    }

    public Document WithSettings(DocumentSettings settings)
    {
        this.settings = settings ?? DocumentSettings.Default;
        return this;
    }

    public DocumentMetadata GetMetadata() => metadata;

    public DocumentSettings GetSettings() => settings;

    public void Compose(IDocumentContainer container) => content(container);
}
