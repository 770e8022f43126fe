using QuestPDF.Drawing.Exceptions;

namespace QuestPDF.Pdf.Tags;

/// <summary>
/// The logical structure of a document, built while it is drawn: what is content and of which element, and what is a mere artifact (ISO
/// 32000-1, 14.7 and 14.8). Layout elements ask for the node that belongs to them, and get the same one on every page they go on to.
/// </summary>
internal sealed class StructureTree
{
    private readonly Dictionary<(object Owner, int Part), StructureNode> nodes = new(new OwnerComparer());
    private readonly List<List<StructureNode>> contents = [];
    private readonly bool claimsAccess;
    private StructureNode current;
    private string? language;
    private bool isArtifact;
    private bool isMargin;

    /// <param name="claimsAccess">The document says of itself that it conforms to PDF/UA.</param>
    public StructureTree(bool claimsAccess)
    {
        this.claimsAccess = claimsAccess;
        current = Document = new StructureNode(null, "Document");
    }

    public StructureNode Document { get; }

    /// <summary>Of each page, the element of each of its marked contents.</summary>
    public IReadOnlyList<IReadOnlyList<StructureNode>> Contents => contents;

    public bool IsArtifact => isArtifact;

    /// <summary>What is drawn now belongs to it.</summary>
    public StructureNode Current => current.Element;

    private int Page => contents.Count - 1;

    public void BeginPage() => contents.Add([]);

    /// <summary>The element of a layout element; with several, each has a part number.</summary>
    public Scope Enter(object owner, string type, int part = 0, string? alternative = null) => Enter(Node(owner, part, type, alternative));

    /// <summary>Keeps what one part of a layout element draws together, in the place of its first page.</summary>
    public Scope EnterPlace(object owner, int part = 0) => isArtifact ? default : Enter(Node(owner, part, null));

    /// <summary>As <see cref="EnterPlace"/>, for something that every page repeats: it is read once.</summary>
    /// <param name="isMargin">A header or footer of the page.</param>
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

    /// <summary>Text stands in a paragraph of its own, unless its surroundings are one already.</summary>
    /// <param name="showsPageNumbers">Such a text in a header or footer belongs to the page, not to the document.</param>
    public Scope EnterParagraph(object owner, int paragraph, bool showsPageNumbers)
    {
        if (isArtifact)
            return default;
        if (isMargin && showsPageNumbers)
            return EnterArtifact();
        return Current.HoldsText ? default : Enter(owner, "P", paragraph);
    }

    /// <summary>A link is part of a paragraph.</summary>
    /// <param name="isBlock">It surrounds elements, and is not part of a text.</param>
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

    /// <summary>The element of what is drawn now: null for an artifact.</summary>
    /// <param name="isDecoration">Lines and fills, which say something only as parts of a picture.</param>
    public StructureNode? Target(bool isDecoration) =>
        isArtifact ? null
        : isDecoration ? Pictured()
        : current.Element;

    /// <summary>The element of a picture; one that nobody has described is an artifact.</summary>
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

    /// <summary>The number of a new marked content of the page.</summary>
    public int AddContent(StructureNode element)
    {
        var page = contents[^1];
        page.Add(element);
        // Not in the element itself but in the innermost place in it, so that the order of reading holds.
        current.Kids.Add(new MarkedContent(Page, page.Count - 1));
        return page.Count - 1;
    }

    /// <summary>The node of a layout element, made at its first use as a child of what is entered now.</summary>
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

    /// <summary>Ends what was entered.</summary>
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

    /// <summary>Layout elements are told apart by identity.</summary>
    private sealed class OwnerComparer : IEqualityComparer<(object Owner, int Part)>
    {
        public bool Equals((object Owner, int Part) x, (object Owner, int Part) y) => ReferenceEquals(x.Owner, y.Owner) && x.Part == y.Part;

        public int GetHashCode((object Owner, int Part) key) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Owner), key.Part);
    }
}
