using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;

namespace QuestPDF.Tests;

internal sealed partial class PdfUnderTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pdf-").FullName;

    public PdfUnderTest(byte[] bytes)
    {
        Bytes = bytes;
        File.WriteAllBytes(Path, bytes);
    }

    public byte[] Bytes { get; }

    public string Path => System.IO.Path.Combine(folder, "document.pdf");

    public int PageCount =>
        int.Parse(Regex.Match(Tool.Run("pdfinfo", Path), @"Pages:\s+(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>A document of one page (400 × 300 points unless given) without margins, in the serif font.</summary>
    public static PdfUnderTest Of(Action<IContainer> content, float width = 400, float height = 300) =>
        OfPage(page =>
        {
            page.Size(width, height);
            content(page.Content());
        });

    public static PdfUnderTest OfPage(Action<PageDescriptor> describe) =>
        Of(
            Document.Create(document =>
                document.Page(page =>
                {
                    page.DefaultTextStyle(style => style.FontFamily(TestFonts.Serif).FontSize(10).LineHeight(1.5f));
                    describe(page);
                })
            )
        );

    public static PdfUnderTest Of(IDocument document)
    {
        TestFonts.Register();
        return new PdfUnderTest(document.GeneratePdf());
    }

    public IReadOnlyList<string> Lines(int page = 1) =>
        [
            .. Tool.Run("pdftotext", "-f", $"{page}", "-l", $"{page}", "-layout", "-nopgbrk", Path, "-")
                .Split('\n')
                .Select(l => l.Trim())
                .Where(l => l.Length > 0),
        ];

    public string RawText() => Tool.Run("pdftotext", "-raw", "-nopgbrk", Path, "-");

    /// <summary>The words of a page with their positions in points from the upper left corner.</summary>
    public IReadOnlyList<(string Text, double Left, double Top, double Right, double Bottom)> Words(int page = 1)
    {
        var document = XDocument.Parse(Tool.Run("pdftotext", "-f", $"{page}", "-l", $"{page}", "-bbox", Path, "-"));
        return
        [
            .. document
                .Descendants()
                .Where(e => e.Name.LocalName == "word")
                .Select(e => (e.Value, Number(e, "xMin"), Number(e, "yMin"), Number(e, "xMax"), Number(e, "yMax"))),
        ];

        static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
    }

    public (string Text, double Left, double Top, double Right, double Bottom) Word(string text, int page = 1) =>
        Assert.Single(Words(page), w => w.Text == text);

    /// <summary>The drawing operators of the first page, uncompressed.</summary>
    public string Content()
    {
        var plain = System.IO.Path.Combine(folder, "plain.pdf");
        Tool.Run("qpdf", "--qdf", "--object-streams=disable", Path, plain);
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(plain));
        return FirstContent().Match(text).Groups[1].Value;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [GeneratedRegex(@"%% Contents for page 1\n.*?stream\n(.*?)endstream", RegexOptions.Singleline)]
    private static partial Regex FirstContent();
}
