using QuestPDF.Drawing.Exceptions;

namespace QuestPDF.Pdf.Tags;

/// <summary>The tag structure of a document (ISO 32000-1, 14.7 and 14.8), built while pages are drawn: assigns everything drawn to an
/// element or marks it as decoration (artifact). Each layout element has one node, also when it continues on further pages.</summary>
internal sealed class StructureTree
{
    private readonly Dictionary<(object Owner, int Part), StructureNode> nodes = new(new OwnerComparer());
    private readonly List<List<StructureNode>> contents = [];
    private readonly bool claimsAccess;
    private StructureNode current;
    private string? language;
    private bool isArtifact;
    private bool isMargin;

    /// <param name="claimsAccess">True when the document claims to conform to PDF/UA.</param>
    public StructureTree(bool claimsAccess)
    {
        this.claimsAccess = claimsAccess;
        current = Document = new StructureNode(null, "Document");
    }

    public StructureNode Document { get; }

    /// <summary>For each page, the elements of its marked contents; the index is the MCID.</summary>
    public IReadOnlyList<IReadOnlyList<StructureNode>> Contents => contents;

    public bool IsArtifact => isArtifact;

    public StructureNode Current => current.Element;

    private int Page => contents.Count - 1;

    public void BeginPage() => contents.Add([]);

    /// <summary>Enters the node of a layout element; <paramref name="part"/> distinguishes several nodes of one layout element.</summary>
    public Scope Enter(object owner, string type, int part = 0, string? alternative = null) => Enter(Node(owner, part, type, alternative));

    /// <summary>Enters a placeholder, so that a layout part's content on all pages is read together, at its place on the first
    /// page.</summary>
    public Scope EnterPlace(object owner, int part = 0) => isArtifact ? default : Enter(Node(owner, part, null));

    /// <summary>Enters a placeholder for content that is repeated on every page; only the first occurrence is read.</summary>
    /// <param name="isMargin">True for a header or footer of the page.</param>
    public Scope EnterRepeated(object owner, int part, bool isMargin = false)
    {
        if (isArtifact)
            return default;
        var node = Node(owner, part, null);
        var scope = node.FirstPage == Page ? Enter(node) : EnterArtifact();
        this.isMargin |= isMargin;
        return scope;
    }

    public Scope EnterArtifact()
    {
        var scope = Remember();
        isArtifact = true;
        return scope;
    }

    public Scope EnterLanguage(string tag)
    {
        var scope = Remember();
        language = tag;
        return scope;
    }

    /// <summary>Enters a paragraph element, unless the text already is within an element that holds text.</summary>
    /// <param name="showsPageNumbers">True for text with page numbers, which in a header or footer counts as decoration.</param>
    public Scope EnterParagraph(object owner, int paragraph, bool showsPageNumbers)
    {
        if (isArtifact)
            return default;
        if (isMargin && showsPageNumbers)
            return EnterArtifact();
        return Current.HoldsText ? default : Enter(owner, "P", paragraph);
    }

    /// <summary>Enters a link element; if it is not within text, it gets a paragraph around it.</summary>
    /// <param name="isBlock">True when the link contains whole elements rather than text.</param>
    public Scope EnterLink(object owner, bool isBlock)
    {
        if (isArtifact || Current.Type == "Link")
            return default;
        var scope = Remember();
        if (isBlock && Current.Type is "Document" or "Sect" or "Art" or "Div" or "BlockQuote")
            Enter(owner, "P", -1);
        Enter(owner, "Link");
        return scope;
    }

    public Scope Enter(StructureNode node)
    {
        if (isArtifact)
            return default;
        var scope = Remember();
        current = node;
        return scope;
    }

    /// <summary>The element for the next drawing operators; null for decoration.</summary>
    /// <param name="isDecoration">True for lines and fills, which belong to an element only within a picture.</param>
    public StructureNode? Target(bool isDecoration) =>
        isArtifact ? null
        : isDecoration ? Pictured()
        : current.Element;

    /// <summary>The element for an image; null when it has no description and therefore counts as decoration.</summary>
    public StructureNode? PictureTarget()
    {
        if (isArtifact)
            return null;
        var target = Pictured() ?? (current.Element.Type == "Link" ? current.Element : null);
        if (target is null && claimsAccess)
        {
            throw new DocumentComposeException(
                "A document that claims PDF/UA has an image without a description: surround it with SemanticImage, or with SemanticIgnore if it says nothing."
            );
        }
        return target;
    }

    public int AddContent(StructureNode element)
    {
        var page = contents[^1];
        page.Add(element);
        // Added to the innermost placeholder rather than the element, to keep the reading order.
        current.Kids.Add(new MarkedContent(Page, page.Count - 1));
        return page.Count - 1;
    }

    /// <summary>The node of a layout element, created on first use as a child of the current node.</summary>
    public StructureNode Node(object owner, int part, string? type, string? alternative = null, CellTag? cell = null, bool isSimple = false)
    {
        if (nodes.TryGetValue((owner, part), out var node))
            return node;

        node = new StructureNode(current, type)
        {
            Alternative = alternative,
            Cell = cell,
            IsSimple = isSimple,
            FirstPage = Page,
        };
        if (type is not null && language is not null && language != LanguageOf(current))
            node.Language = language;
        current.Kids.Add(node);
        nodes.Add((owner, part), node);
        return node;
    }

    private StructureNode? Pictured()
    {
        for (var node = current; node is not null; node = node.Parent)
        {
            if (node.IsPicture)
                return node;
            if (node.Type is not null)
                return null;
        }
        return null;
    }

    private static string? LanguageOf(StructureNode? node)
    {
        while (node is { Language: null })
            node = node.Parent;
        return node?.Language;
    }

    private Scope Remember() => new(this);

    internal readonly struct Scope : IDisposable
    {
        private readonly StructureTree? tree;
        private readonly StructureNode? current;
        private readonly string? language;
        private readonly bool isArtifact;
        private readonly bool isMargin;

        public Scope(StructureTree tree)
        {
            this.tree = tree;
            (current, language, isArtifact, isMargin) = (tree.current, tree.language, tree.isArtifact, tree.isMargin);
        }

        public void Dispose()
        {
            if (tree is null)
                return;
            (tree.current, tree.language, tree.isArtifact, tree.isMargin) = (current!, language, isArtifact, isMargin);
        }
    }

    private sealed class OwnerComparer : IEqualityComparer<(object Owner, int Part)>
    {
        public bool Equals((object Owner, int Part) x, (object Owner, int Part) y) => ReferenceEquals(x.Owner, y.Owner) && x.Part == y.Part;

        public int GetHashCode((object Owner, int Part) key) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Owner), key.Part);
    }
}
