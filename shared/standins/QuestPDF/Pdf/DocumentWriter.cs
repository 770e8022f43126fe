using System.Text;
using QuestPDF.Fonts;
using QuestPDF.Infrastructure;
using QuestPDF.Layout;
using QuestPDF.Pdf.Images;

namespace QuestPDF.Pdf;

/// <summary>Collects the pages of one document with the fonts and pictures they use, and writes the file.</summary>
internal sealed class DocumentWriter(DocumentMetadata metadata, DocumentSettings settings)
{
    private readonly List<PageCanvas> pages = [];
    private readonly Dictionary<FontFace, FontSubset> fonts = [];
    private readonly List<FontSubset> fontOrder = [];
    private readonly List<ImageData> images = [];
    private readonly List<byte> alphas = [];

    public int PageCount => pages.Count;

    public PageCanvas AddPage(Extent size)
    {
        var page = new PageCanvas(this, size);
        pages.Add(page);
        return page;
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
        if (!alphas.Contains(alpha)) alphas.Add(alpha);
        return $"A{alpha}";
    }

    public byte[] Save()
    {
        using var file = new PdfFile(settings.CompressDocument);
        var catalog = file.Reserve();
        var tree = file.Reserve();
        var resources = file.Add(Resources(file));
        var kids = pages.ConvertAll(page => WritePage(file, page, tree, resources));
        file.Set(tree, $"<< /Type /Pages /Kids [{References(kids)}] /Count {kids.Count} >>");
        file.Set(catalog, Catalog(file, tree));
        return file.Finish(catalog, file.Add(DocumentInformation.Dictionary(metadata)));
    }

    private string Catalog(PdfFile file, int tree)
    {
        var entries = new StringBuilder($"<< /Type /Catalog /Pages {tree} 0 R");
        // Metadata stay uncompressed: programs that know nothing of PDF can then find them.
        var packet = Encoding.UTF8.GetBytes(DocumentInformation.XmpPacket(metadata, settings.PDFA_Conformance));
        entries.Append($" /Metadata {file.AddRawStream("/Type /Metadata /Subtype /XML", packet)} 0 R");
        if (metadata.Language is { Length: > 0 } language) entries.Append($" /Lang {PdfText.Ascii(language)}");
        if (metadata.Title is { Length: > 0 }) entries.Append(" /ViewerPreferences << /DisplayDocTitle true >>");
        if (settings.PDFA_Conformance != PDFA_Conformance.None)
        {
            var profile = file.AddStream("/N 3", ColorProfile.Rgb());
            entries.Append($" /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) /DestOutputProfile {profile} 0 R >>]");
        }
        return entries.Append(" >>").ToString();
    }

    private string Resources(PdfFile file)
    {
        var entries = new StringBuilder("<<");
        Append("Font", fontOrder.Select((font, i) => $"/F{i + 1} {EmbeddedFont.Write(file, font)} 0 R"));
        Append("XObject", images.Select((image, i) => $"/I{i + 1} {image.Write(file)} 0 R"));
        Append("ExtGState", alphas.Select(a => $"/A{a} << /Type /ExtGState /ca {PdfText.Number(a / 255.0)} /CA {PdfText.Number(a / 255.0)} >>"));
        return entries.Append(" >>").ToString();

        void Append(string kind, IEnumerable<string> items)
        {
            var all = string.Join(' ', items);
            if (all.Length > 0) entries.Append($" /{kind} << {all} >>");
        }
    }

    private static int WritePage(PdfFile file, PageCanvas page, int tree, int resources)
    {
        var content = file.AddStream("", Encoding.ASCII.GetBytes(page.Finish()));
        var links = page.Links.Select(link => file.Add(
            $"<< /Type /Annot /Subtype /Link /Rect [{link.Rectangle}] /Border [0 0 0] /F 4 /A << /S /URI /URI {PdfText.Address(link.Address)} >> >>")).ToList();
        var annotations = links.Count == 0 ? "" : $" /Annots [{References(links)}]";
        return file.Add($"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PdfText.Number(page.Size.Width)} {PdfText.Number(page.Size.Height)}] " +
            $"/Resources {resources} 0 R /Contents {content} 0 R{annotations} >>");
    }

    private static string References(IEnumerable<int> numbers) => string.Join(' ', numbers.Select(n => $"{n} 0 R"));
}
