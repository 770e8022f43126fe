using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using QuestPDF.Drawing;
using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;
using TechTransfer.Testing;

namespace TechTransfer.Pdf.Tests;

internal static class Samples
{
    private const string Font = "Noto Serif SC";

    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Made = new();

    /// <summary>The kinds of files that every signing test uses.</summary>
    public static string[] AllKinds { get; } =
    ["questpdf", "object streams", "linearized", "hand-made 1.4", "with a form", "with a form in object streams"];

    public static TheoryData<string> Kinds => new(AllKinds);

    public static byte[] Get(string kind) => Made.GetOrAdd(kind, static k => new Lazy<byte[]>(() => Make(k))).Value;

    private static byte[] Make(string kind) =>
        kind switch
        {
            "questpdf" => Paper(),
            "object streams" => Qpdf(Get("questpdf"), "--object-streams=generate"),
            "linearized" => Qpdf(Get("questpdf"), "--linearize"),
            "hand-made 1.4" => HandMade(),
            "with a form" => Form(),
            "with a form in object streams" => Qpdf(Get("with a form"), "--object-streams=generate"),
            "encrypted" => Qpdf(HandMade(), "--encrypt", "", "secret", "256", "--"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>A document of two pages in PDF/A-3b, with a link on the first.</summary>
    private static byte[] Paper()
    {
        QuestPDF.Settings.License = LicenseType.Community;
        using (
            var font = File.OpenRead(
                Repository.PathOf("node_modules", "@expo-google-fonts", "noto-serif-sc", "400Regular", "NotoSerifSC_400Regular.ttf")
            )
        )
            FontManager.RegisterFont(font);
        return Document
            .Create(document =>
            {
                foreach (var part in (string[])["证书正文（虚构）", "附页（虚构）"])
                {
                    document.Page(page =>
                    {
                        page.Size(PageSizes.A4);
                        page.Margin(60);
                        page.DefaultTextStyle(style => style.FontFamily(Font).FontSize(14));
                        page.Content()
                            .Column(column =>
                            {
                                column.Spacing(20);
                                column.Item().Text("技术合同登记证明").FontSize(28);
                                column.Item().Text(part);
                                column.Item().Border(1).Padding(8).Text("合同成交金额：人民币 3,860,000.00 元");
                                if (part.StartsWith('证'))
                                    column.Item().Text(text => text.Hyperlink("https://example.org/verify", "https://example.org/verify"));
                            });
                    });
                }
            })
            .WithMetadata(
                new()
                {
                    Title = "技术合同登记证明",
                    Language = "zh-CN",
                    CreationDate = TestKeys.Now,
                    ModifiedDate = TestKeys.Now,
                }
            )
            .WithSettings(new() { PDFA_Conformance = PDFA_Conformance.PDFA_3B })
            .GeneratePdf();
    }

    /// <summary>A minimal PDF: version 1.4, no identifier, no line end after the last word.</summary>
    public static byte[] HandMade(string text = "Hello") =>
        Assemble(
            "1.4",
            "/Root 1 0 R",
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            Stream($"BT /F1 24 Tf 40 100 Td ({text}) Tj ET"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        );

    /// <summary>A form with a text field, in which the form, its fields and the page's annotations are separate objects.</summary>
    private static byte[] Form() =>
        Assemble(
            "1.7",
            "/Root 1 0 R /Info 11 0 R /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]",
            "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots 9 0 R >>",
            Stream("BT /F1 24 Tf 40 100 Td (A form) Tj ET"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Fields 8 0 R /DA (/F1 12 Tf) /DR << /Font << /F1 5 0 R >> >> >>",
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Signature1) /V (text) /F 4 /Rect [40 40 140 60] /P 3 0 R /AP << /N 10 0 R >> >>",
            "[7 0 R]",
            "[7 0 R]",
            Stream(
                "BT /F1 12 Tf 2 4 Td (text) Tj ET",
                "/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F1 5 0 R >> >> "
            ),
            "<< /Title (A \\(sample\\) form) >>"
        );

    public static string Stream(string content, string entries = "") =>
        $"<< {entries}/Length {content.Length} >>\nstream\n{content}\nendstream";

    /// <summary>Puts a file together: objects numbered from 1, a cross-reference table and a trailer.</summary>
    public static byte[] Assemble(string version, string trailer, params string[] objects)
    {
        var file = new StringBuilder($"%PDF-{version}\n%\u00e2\u00e3\u00cf\u00d3\n");
        var table = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n"));
        for (var i = 0; i < objects.Length; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:0000000000} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var start = file.Length;
        file.Append(table)
            .Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} {trailer} >>\nstartxref\n{start}\n%%EOF");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static byte[] Qpdf(byte[] file, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var (from, to) = (folder.Write("from.pdf", file), folder.PathOf("to.pdf"));
        Judge.Run("qpdf", [.. arguments, from, to]);
        return File.ReadAllBytes(to);
    }
}
