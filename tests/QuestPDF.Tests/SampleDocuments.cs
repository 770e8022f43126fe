using System.Text;
using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;

namespace QuestPDF.Tests;

/// <summary>
/// Sample PDFs with made-up names, each for one feature (table, watermark, links, images, attachment, accessibility), generated on first
/// use.
/// </summary>
internal static class SampleDocuments
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 20, 12, 0, 0, TimeSpan.FromHours(8));

    private static readonly Dictionary<string, Lazy<byte[]>> Documents = new()
    {
        ["certificate"] = new(() => Generate(new SampleCertificate(TestImages.Code()))),
        ["plain certificate"] = new(() =>
            Generate(Archival(Document.Create(new SampleCertificate(TestImages.Code()).Compose), PDFA_Conformance.PDFA_2B, compress: false))
        ),
        ["table"] = new(() => Generate(Archival(Document.Create(d => d.Page(Table)), PDFA_Conformance.PDFA_2B))),
        ["watermark"] = new(() => Generate(Archival(Document.Create(d => d.Page(Watermark)), PDFA_Conformance.PDFA_2B))),
        ["links"] = new(() => Generate(Archival(Document.Create(d => d.Page(Links)), PDFA_Conformance.PDFA_2U))),
        ["images"] = new(() => Generate(Archival(Document.Create(d => d.Page(Images)), PDFA_Conformance.PDFA_2B))),
        ["attachment"] = new(Attachment),
        ["accessible"] = new(() => Generate(Accessible())),
    };

    public static IEnumerable<string> Names => Documents.Keys;

    public static byte[] Bytes(string name) => Documents[name].Value;

    public static Document Archival(
        Document document,
        PDFA_Conformance conformance,
        bool compress = true,
        PDFUA_Conformance access = PDFUA_Conformance.None
    ) =>
        document
            .WithMetadata(
                new DocumentMetadata
                {
                    Title = "虚构·登记材料",
                    Author = "虚构市技术合同登记站",
                    Subject = "示例",
                    Keywords = "虚构, 示例",
                    Creator = "TechTransfer",
                    Producer = "TechTransfer",
                    Language = "zh-CN",
                    CreationDate = Noon,
                    ModifiedDate = Noon,
                }
            )
            .WithSettings(
                new DocumentSettings
                {
                    PDFA_Conformance = conformance,
                    PDFUA_Conformance = access,
                    CompressDocument = compress,
                }
            );

    /// <summary>A document with everything that matters to a screen reader: headings, table, list, figure, links, running header.</summary>
    public static Document Accessible() =>
        Archival(
            Document.Create(d =>
                d.Page(page =>
                {
                    Prepare(page);
                    page.Header()
                        .Column(column =>
                        {
                            column.Item().ShowOnce().AlignCenter().SemanticHeader1().Text("技术合同登记清单").FontSize(20).Bold();
                            column.Item().SkipOnce().Text("技术合同登记清单（续）").FontSize(8);
                            column.Item().LineHorizontal(0.5f);
                        });
                    page.Footer()
                        .AlignCenter()
                        .Text(text =>
                        {
                            text.Span("第 ");
                            text.CurrentPageNumber();
                            text.Span(" 页，共 ");
                            text.TotalPages();
                            text.Span(" 页");
                        });
                    page.Foreground().Element(Stamp);
                    page.Content()
                        .PaddingVertical(10)
                        .Column(column =>
                        {
                            column.Spacing(10);
                            column
                                .Item()
                                .SemanticLanguage("en-US")
                                .Text("List of registered technology contracts, made up for this test only");
                            column
                                .Item()
                                .Text(text =>
                                {
                                    text.Span("核验请见");
                                    text.Hyperlink("登记网站", "https://example.org/verify").Underline();
                                    text.Span("，或看");
                                    text.SectionLink("第二部分", "second");
                                    text.Span("。");
                                });
                            column
                                .Item()
                                .SemanticSection()
                                .Column(section =>
                                {
                                    section.Item().SemanticHeader2().Text("一、清单");
                                    section.Item().SemanticTable().Table(ListOfContracts);
                                });
                            column
                                .Item()
                                .Section("second")
                                .SemanticSection()
                                .Column(section =>
                                {
                                    section.Item().SemanticHeader2().Text("二、说明");
                                    section
                                        .Item()
                                        .SemanticList()
                                        .Column(list =>
                                        {
                                            foreach (var i in (int[])[1, 2])
                                            {
                                                list.Item()
                                                    .SemanticListItem()
                                                    .Row(row =>
                                                    {
                                                        row.ConstantItem(20).SemanticListLabel().Text($"{i}.");
                                                        row.RelativeItem().SemanticListItemBody().Text($"第{i}条说明。");
                                                    });
                                            }
                                        });
                                    section
                                        .Item()
                                        .Row(row =>
                                        {
                                            row.ConstantItem(60).SemanticImage("核验本清单的二维码").Image(TestImages.Code());
                                            row.RelativeItem().PaddingLeft(8).Text("扫码核验");
                                            row.ConstantItem(40).SemanticIgnore().Image(TestImages.Code(21));
                                        });
                                });
                        });
                })
            ),
            PDFA_Conformance.PDFA_2A,
            access: PDFUA_Conformance.PDFUA_1
        );

    public static void Prepare(PageDescriptor page)
    {
        page.Size(PageSizes.A4);
        page.Margin(50);
        page.PageColor(Colors.White);
        page.DefaultTextStyle(style => style.FontFamily(TestFonts.Serif, TestFonts.Japanese).FontSize(10).LineHeight(1.4f));
    }

    public static void Stamp(IContainer foreground) =>
        foreground
            .AlignCenter()
            .AlignMiddle()
            .Width(400)
            .Height(80)
            .TranslateX(200)
            .TranslateY(40)
            .Rotate(-35)
            .TranslateX(-200)
            .TranslateY(-40)
            .AlignCenter()
            .Text("非完税证明")
            .FontSize(44)
            .FontColor("#409B1C1F");

    public static void ListOfContracts(TableDescriptor table)
    {
        table.ColumnsDefinition(columns =>
        {
            columns.ConstantColumn(40);
            columns.RelativeColumn(3);
            columns.RelativeColumn(2);
            columns.RelativeColumn(2);
        });
        table.Header(header =>
        {
            header.Cell().RowSpan(2).Element(Cell).Text("序号").Bold();
            header.Cell().RowSpan(2).Element(Cell).Text("项目名称").Bold();
            header.Cell().ColumnSpan(2).Element(Cell).Text("金额（万元）").Bold();
            header.Cell().Element(Cell).Text("合同").Bold();
            header.Cell().Element(Cell).Text("技术").Bold();
        });
        for (var i = 1; i <= 60; i++)
        {
            table.Cell().AsSemanticHorizontalHeader().Element(Cell).Text($"{i}");
            table.Cell().Element(Cell).Text($"虚构项目{i}");
            table.Cell().Element(Cell).AlignRight().Text($"{i * 10}.00");
            table.Cell().Element(Cell).AlignRight().Text($"{i * 9}.00");
        }
        table.Cell().ColumnSpan(2).AsSemanticHorizontalHeader().Element(Cell).Text("合计");
        table.Cell().Element(Cell).AlignRight().Text("18300.00");
        table.Cell().Element(Cell).AlignRight().Text("16470.00");

        static IContainer Cell(IContainer cell) => cell.Border(0.5f).Background("#F8F6F0").Padding(3);
    }

    private static byte[] Generate(IDocument document)
    {
        TestFonts.Register();
        return document.GeneratePdf();
    }

    private static void Table(PageDescriptor page)
    {
        Prepare(page);
        page.Content().Table(ListOfContracts);
    }

    private static void Watermark(PageDescriptor page)
    {
        Prepare(page);
        page.Foreground().Element(Stamp);
        page.Content()
            .Column(column =>
            {
                for (var i = 1; i <= 30; i++)
                    column.Item().Text($"虚构企业{i}　2026-4401-JF-{i:000000}");
                column
                    .Item()
                    .PaddingTop(20)
                    .Row(row =>
                    {
                        row.ConstantItem(30).RotateLeft().Text("左转");
                        row.ConstantItem(30).RotateRight().Text("右转");
                        row.ConstantItem(200).Scale(0.5f).Text("缩小");
                    });
            });
    }

    private static void Links(PageDescriptor page)
    {
        Prepare(page);
        page.Content()
            .Column(column =>
            {
                column.Item().Hyperlink("https://example.org/核验").Text("核验");
                column.Item().SectionLink("附录").Text("见附录");
                column.Item().Rotate(5).Text(text => text.SectionLink("旋转的链接", "附录"));
                column.Item().PageBreak();
                column.Item().Section("附录").Text("附录").FontSize(16);
            });
    }

    private static void Images(PageDescriptor page)
    {
        Prepare(page);
        var jpeg = Tool.RunBinary("convert", "-size", "64x64", "gradient:red-blue", "-quality", "90", "jpg:-");
        var grey = Tool.RunBinary("convert", "-size", "64x64", "xc:rgb(90,90,90)", "-colorspace", "Gray", "jpg:-");
        page.Content()
            .Row(row =>
            {
                byte[][] images =
                [
                    TestImages.Png(8, 8, 1, 0, (x, y) => [(byte)((x + y) % 2)]),
                    TestImages.Png(8, 8, 8, 2, (x, y) => [(byte)(x * 30), (byte)(y * 30), 0]),
                    TestImages.Png(8, 8, 2, 3, (x, _) => [(byte)(x % 3)], [255, 0, 0, 0, 255, 0, 0, 0, 255], transparency: [0]),
                    TestImages.Png(8, 8, 8, 4, (x, _) => [100, (byte)(x * 30)]),
                    TestImages.Png(8, 8, 8, 6, (x, _) => [0, 0, 255, (byte)(x * 30)]),
                    jpeg,
                    grey,
                ];
                row.Spacing(5);
                foreach (var image in images)
                    row.RelativeItem().Image(image);
            });
    }

    private static byte[] Attachment()
    {
        var folder = Directory.CreateTempSubdirectory("pdf-").FullName;
        try
        {
            var (document, statement) = (Path.Combine(folder, "document.pdf"), Path.Combine(folder, "statement.json"));
            File.WriteAllBytes(
                document,
                Generate(Archival(Document.Create(new SampleCertificate(TestImages.Code()).Compose), PDFA_Conformance.PDFA_3B))
            );
            File.WriteAllBytes(statement, Encoding.UTF8.GetBytes("""{"number":"2026-4401-JF-000123"}"""));
            DocumentOperation
                .LoadFile(document)
                .AddAttachment(
                    new DocumentOperation.DocumentAttachment
                    {
                        FilePath = statement,
                        AttachmentName = "登记声明.json",
                        MimeType = "application/json",
                        Description = "机器可读的登记声明",
                        Relationship = DocumentOperation.DocumentAttachmentRelationship.Data,
                        CreationDate = Noon.UtcDateTime,
                        ModificationDate = Noon.UtcDateTime,
                    }
                )
                .ExtendMetadata(OwnProperties)
                .Save(document);
            return File.ReadAllBytes(document);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A custom XMP property with the description that PDF/A requires.</summary>
    public const string OwnProperties = """
        <tt:contractNumber xmlns:tt="https://example.org/ns/contract/">2026-4401-JF-000123</tt:contractNumber>
        <pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
          <rdf:Bag>
            <rdf:li rdf:parseType="Resource">
              <pdfaSchema:schema>Technology contracts</pdfaSchema:schema>
              <pdfaSchema:namespaceURI>https://example.org/ns/contract/</pdfaSchema:namespaceURI>
              <pdfaSchema:prefix>tt</pdfaSchema:prefix>
              <pdfaSchema:property>
                <rdf:Seq>
                  <rdf:li rdf:parseType="Resource">
                    <pdfaProperty:name>contractNumber</pdfaProperty:name>
                    <pdfaProperty:valueType>Text</pdfaProperty:valueType>
                    <pdfaProperty:category>external</pdfaProperty:category>
                    <pdfaProperty:description>Registration number of the contract</pdfaProperty:description>
                  </rdf:li>
                </rdf:Seq>
              </pdfaSchema:property>
            </rdf:li>
          </rdf:Bag>
        </pdfaExtension:schemas>
        """;
}
