using System.Text;
using QuestPDF.Drawing.Exceptions;
using QuestPDF.Fonts;
using QuestPDF.Infrastructure;
using QuestPDF.Layout;
using QuestPDF.Pdf.Images;
using QuestPDF.Pdf.Tags;

namespace QuestPDF.Pdf;

internal sealed class DocumentWriter(DocumentMetadata metadata, DocumentSettings settings, bool isTagged)
{
    private readonly StructureTree? tags = isTagged ? new StructureTree(ConformanceClaim.IsPdfUa(settings)) : null;
    private readonly Dictionary<string, PageRange> sections = [];
    private readonly SortedDictionary<string, (int Page, string Spot)> destinations = new(StringComparer.Ordinal);
    private readonly List<PageCanvas> pages = [];
    private readonly Dictionary<FontFace, FontSubset> fonts = [];
    private readonly List<FontSubset> fontOrder = [];
    private readonly List<ImageData> images = [];
    private readonly List<byte> alphas = [];

    public int PageCount => pages.Count;

    public IReadOnlyDictionary<string, PageRange> Sections => sections;

    public PageCanvas AddPage(Extent size)
    {
        ConformanceClaim.CheckPage(settings, size);
        tags?.BeginPage();
        var page = new PageCanvas(this, size, tags);
        pages.Add(page);
        return page;
    }

    public void MarkSection(string name, int page, string spot)
    {
        if (sections.TryGetValue(name, out var range))
            sections[name] = range with { Last = page };
        else
            sections.Add(name, new PageRange(page, page));
        destinations.TryAdd(name, (page, spot));
    }

    public (string Name, FontSubset Subset) Font(FontFace face)
    {
        if (!fonts.TryGetValue(face, out var subset))
        {
            subset = new FontSubset(face);
            fonts.Add(face, subset);
            fontOrder.Add(subset);
        }
        return ($"F{fontOrder.IndexOf(subset) + 1}", subset);
    }

    public string ImageName(ImageData image)
    {
        var index = images.FindIndex(known => known.Identity == image.Identity);
        if (index < 0)
        {
            index = images.Count;
            images.Add(image);
        }
        return $"I{index + 1}";
    }

    public string AlphaName(byte alpha)
    {
        if (!alphas.Contains(alpha))
            alphas.Add(alpha);
        return $"A{alpha}";
    }

    public byte[] Save()
    {
        ConformanceClaim.Check(metadata, settings, tags);
        using var file = new PdfFile(settings.CompressDocument);
        var catalog = file.Reserve();
        var tree = file.Reserve();
        var resources = file.Add(Resources(file));
        var kids = pages.ConvertAll(_ => file.Reserve());
        var structure = tags is null ? null : new StructureWriter(file, tags, kids);
        for (var i = 0; i < pages.Count; i++)
            WritePage(file, i, kids[i], tree, resources, structure);
        file.Set(tree, $"<< /Type /Pages /Kids [{References(kids)}] /Count {kids.Count} >>");
        file.Set(catalog, Catalog(file, tree, kids, structure));
        return file.Finish(catalog, file.Add(DocumentInformation.Dictionary(metadata)));
    }

    private string Catalog(PdfFile file, int tree, List<int> kids, StructureWriter? structure)
    {
        var entries = new StringBuilder($"<< /Type /Catalog /Pages {tree} 0 R");
        // Metadata is not compressed, so that programs without PDF support can find it.
        var packet = Encoding.UTF8.GetBytes(DocumentInformation.XmpPacket(metadata, settings));
        entries.Append($" /Metadata {file.AddRawStream("/Type /Metadata /Subtype /XML", packet)} 0 R");
        if (metadata.Language is { Length: > 0 } language)
            entries.Append($" /Lang {PdfText.Ascii(language)}");
        if (metadata.Title is { Length: > 0 })
            entries.Append(" /ViewerPreferences << /DisplayDocTitle true >>");
        if (structure is not null)
        {
            entries.Append($" /MarkInfo << /Marked true >> /StructTreeRoot {structure.Write()} 0 R");
            if (Outline.Write(file, tags!, kids) is { } outline)
                entries.Append($" /Outlines {outline} 0 R");
        }
        if (destinations.Count > 0)
        {
            var names = destinations
                .OrderBy(d => PdfText.Unicode(d.Key), StringComparer.Ordinal)
                .Select(d => $"{PdfText.Unicode(d.Key)} [{kids[d.Value.Page - 1]} 0 R {d.Value.Spot}]");
            entries.Append($" /Names << /Dests << /Names [{string.Join(' ', names)}] >> >>");
        }
        if (settings.PDFA_Conformance != PDFA_Conformance.None)
        {
            var profile = file.AddStream("/N 3", ColorProfile.Rgb());
            entries.Append(
                $" /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile {profile} 0 R >>]"
            );
        }
        return entries.Append(" >>").ToString();
    }

    private string Resources(PdfFile file)
    {
        var entries = new StringBuilder("<<");
        Append("Font", fontOrder.Select((font, i) => $"/F{i + 1} {EmbeddedFont.Write(file, font)} 0 R"));
        Append("XObject", images.Select((image, i) => $"/I{i + 1} {image.Write(file)} 0 R"));
        Append(
            "ExtGState",
            alphas.Select(a => $"/A{a} << /Type /ExtGState /ca {PdfText.Number(a / 255.0)} /CA {PdfText.Number(a / 255.0)} >>")
        );
        return entries.Append(" >>").ToString();

        void Append(string kind, IEnumerable<string> items)
        {
            var all = string.Join(' ', items);
            if (all.Length > 0)
                entries.Append($" /{kind} << {all} >>");
        }
    }

    private void WritePage(PdfFile file, int index, int number, int tree, int resources, StructureWriter? structure)
    {
        var page = pages[index];
        var content = file.AddStream("", Encoding.ASCII.GetBytes(page.Finish()));
        var links = page.Links.Select(link => WriteLink(file, link, structure)).ToList();
        var annotations = links.Count == 0 ? "" : $" /Annots [{References(links)}]";
        var marks = structure is null ? "" : $" /StructParents {index} /Tabs /S";
        file.Set(
            number,
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PdfText.Number(page.Size.Width)} {PdfText.Number(page.Size.Height)}] "
                + $"/Resources {resources} 0 R /Contents {content} 0 R{annotations}{marks} >>"
        );
    }

    private int WriteLink(PdfFile file, PageLink link, StructureWriter? structure)
    {
        string target;
        if (link.Target.Address is { } address)
            target = $"/A << /S /URI /URI {PdfText.Address(address)} >>";
        else if (destinations.ContainsKey(link.Target.Section!))
            target = $"/Dest {PdfText.Unicode(link.Target.Section!)}";
        else
            throw new DocumentComposeException($"A link leads to the section \"{link.Target.Section}\", which the document does not have.");

        var number = file.Reserve();
        file.Set(
            number,
            $"<< /Type /Annot /Subtype /Link /Rect [{link.Rectangle}] /Border [0 0 0] /F 4 {target}{structure?.Tie(link, number)} >>"
        );
        return number;
    }

    private static string References(IEnumerable<int> numbers) => string.Join(' ', numbers.Select(n => $"{n} 0 R"));
}
