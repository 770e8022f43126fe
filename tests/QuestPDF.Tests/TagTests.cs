using System.Xml.Linq;
using QuestPDF.Drawing.Exceptions;
using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;

namespace QuestPDF.Tests;

public sealed class TagTests
{
    private static readonly Lazy<PdfObjects> Accessible = new(() => new PdfObjects(SampleDocuments.Bytes("accessible")));

    [Fact]
    public void Everything_is_content_or_artifact_and_every_content_leads_to_its_element_and_back()
    {
        Assert.Empty(new LogicalStructure(Accessible.Value).Faults);
        Assert.True(Accessible.Value.Pages.Count >= 3);
    }

    [Fact]
    public void The_reading_order_is_that_of_the_eye()
    {
        var structure = new LogicalStructure(Accessible.Value);

        var blocks = structure
            .Document.All.Where(e => e.Type is "H1" or "H2" or "P" or "TH" or "TD" or "Lbl" or "LBody" or "Figure")
            .Where(e => e.Spoken.Length > 0 || e.Type == "Figure");
        string[] rows = [.. Enumerable.Range(1, 60).SelectMany(i => (string[])[$"{i}", $"虚构项目{i}", $"{i * 10}.00", $"{i * 9}.00"])];
        Assert.Equal(
            [
                "技术合同登记清单",
                "List of registered technology contracts, made up for this test only",
                "核验请见登记网站，或看第二部分。",
                "一、清单",
                "序号",
                "项目名称",
                "金额（万元）",
                "合同",
                "技术",
                .. rows,
                "合计",
                "18300.00",
                "16470.00",
                "二、说明",
                "1.",
                "第1条说明。",
                "2.",
                "第2条说明。",
                "",
                "扫码核验",
            ],
            blocks
                .Where(e => e is not { Type: "P" } || !structure.Document.All.Any(o => o.Type is "LBody" && o.Children.Contains(e)))
                .Select(e => e.Spoken)
        );
    }

    [Fact]
    public void Repeated_and_decorating_parts_are_artifacts()
    {
        var structure = new LogicalStructure(Accessible.Value);

        // The header of a table is content on its first page; its repetitions on later pages are artifacts.
        Assert.Equal("第 1 页，共 3 页非完税证明", structure.ArtifactText[0]);
        Assert.Equal("技术合同登记清单（续）序号项目名称金额（万元）合同技术第 2 页，共 3 页非完税证明", structure.ArtifactText[1]);
        Assert.DoesNotContain("非完税证明", structure.Document.Spoken, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_has_its_parts_rows_cells_and_headers()
    {
        var structure = new LogicalStructure(Accessible.Value);

        var table = structure.Document.All.Single(e => e.Type == "Table");
        Assert.Equal(["THead", "TBody"], table.Children.ConvertAll(c => c.Type));
        Assert.Equal("THead(TR(TH TH TH) TR(TH TH))", table.Children[0].ToString());
        Assert.All(
            table.Children[0].All.Where(c => c.Type == "TH"),
            c => Assert.Equal(new PdfName("Column"), structure.Attribute(c, "Scope"))
        );
        Assert.Equal(61, table.Children[1].Children.Count);
        Assert.All(table.Children[1].Children[..60], row => Assert.Equal("TR(TH TD TD TD)", row.ToString()));
        Assert.Equal("TR(TH TD TD)", table.Children[1].Children[60].ToString());
        Assert.Equal(new PdfName("Row"), structure.Attribute(table.Children[1].Children[7].Children[0], "Scope"));
    }

    [Fact]
    public void The_file_says_that_it_can_be_read_aloud_and_in_which_language()
    {
        var pdf = Accessible.Value;

        Assert.Equal("zh-CN", ((PdfString)pdf.Catalog["Lang"]!).Text);
        Assert.Equal(true, pdf.Dictionary(pdf.Catalog["MarkInfo"])!["Marked"]);
        Assert.Equal(true, pdf.Dictionary(pdf.Catalog["ViewerPreferences"])!["DisplayDocTitle"]);
        Assert.Equal(
            "1",
            ArchivalRequirements
                .Packet(pdf)
                .Descendants()
                .Single(e => e.Name == XName.Get("part", "http://www.aiim.org/pdfua/ns/id/"))
                .Value
        );
        var structure = new LogicalStructure(pdf);
        Assert.Equal("en-US", structure.Document.All.Single(e => e.Text("Lang") is not null).Text("Lang"));
        Assert.Equal("核验本清单的二维码", structure.Document.All.Single(e => e.Type == "Figure").Text("Alt"));
    }

    [Fact]
    public void Headings_are_the_outline()
    {
        var pdf = Accessible.Value;

        var root = pdf.Dictionary(pdf.Catalog["Outlines"])!;
        Assert.Equal(3L, root["Count"]);
        var first = pdf.Dictionary(root["First"])!;
        Assert.Same(first, pdf.Dictionary(root["Last"]));
        Assert.Equal("技术合同登记清单", ((PdfString)first["Title"]!).Text);
        var one = pdf.Dictionary(first["First"])!;
        var two = pdf.Dictionary(one["Next"])!;
        Assert.Equal(["一、清单", "二、说明"], new[] { one, two }.Select(e => ((PdfString)e["Title"]!).Text));
        Assert.Same(two, pdf.Dictionary(first["Last"]));
        Assert.Same(one, pdf.Dictionary(two["Prev"]));
        Assert.Same(pdf.Pages[2], pdf.Dictionary(pdf.Array(two["Dest"])![0]));
    }

    [Fact]
    public void Another_reader_reads_the_same_aloud()
    {
        using var file = new PdfUnderTest(SampleDocuments.Bytes("accessible"));

        var spoken = Tool.Run("pdfinfo", "-struct-text", file.Path);
        var position = 0;
        foreach (
            var expected in (string[])
                [
                    "Document",
                    "H1 (block)",
                    "\"技术合同登记清单\"",
                    "Link",
                    "\"登记网站\"",
                    "H2 (block)",
                    "\"一、清单\"",
                    "Table",
                    "THead",
                    "TH:",
                    "\"序号\"",
                    "TBody",
                    "\"虚构项目60\"",
                    "\"16470.00\"",
                    "\"二、说明\"",
                    "L (block)",
                    "Lbl",
                    "\"2.\"",
                    "LBody",
                    "Figure",
                ]
        )
        {
            var found = spoken.IndexOf(expected, position, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{expected} is not read out after {position} of:\n{spoken}");
            position = found;
        }
    }

    [Fact]
    public void Tags_change_neither_picture_nor_text()
    {
        var certificate = Document.Create(new SampleCertificate(TestImages.Code()).Compose);
        TestFonts.Register();
        using var plain = new PdfUnderTest(SampleDocuments.Archival(certificate, PDFA_Conformance.PDFA_2U).GeneratePdf());
        using var tagged = new PdfUnderTest(SampleDocuments.Archival(certificate, PDFA_Conformance.PDFA_2A).GeneratePdf());

        Assert.Contains("MCID", tagged.Content(), StringComparison.Ordinal);
        Assert.DoesNotContain("MCID", plain.Content(), StringComparison.Ordinal);
        Assert.Equal(Raster.ByPoppler(plain, 100).Pixels, Raster.ByPoppler(tagged, 100).Pixels);
        Assert.Equal(Raster.ByMuPdf(plain, 100).Pixels, Raster.ByMuPdf(tagged, 100).Pixels);
        // A tagged document keeps the invisible space at the end of a broken line.
        Assert.Equal(plain.RawText(), WithoutHangingSpaces(tagged.RawText()));
        Assert.Equal(
            Tool.Run("mutool", "draw", "-q", "-F", "text", plain.Path),
            WithoutHangingSpaces(Tool.Run("mutool", "draw", "-q", "-F", "text", tagged.Path))
        );
        Assert.InRange(tagged.Bytes.Length - plain.Bytes.Length, 1_000, 9_000);
    }

    [Fact]
    public void A_certificate_without_any_tag_of_its_own_is_read_in_order()
    {
        TestFonts.Register();
        var structure = new LogicalStructure(
            new PdfObjects(
                SampleDocuments
                    .Archival(Document.Create(new SampleCertificate(TestImages.Code()).Compose), PDFA_Conformance.PDFA_3A)
                    .GeneratePdf()
            )
        );

        Assert.Empty(structure.Faults);
        Assert.Equal(
            ["技术合同认定登记证明", "CERTIFICATE OF TECHNOLOGY CONTRACT REGISTRATION", "登记编号：粤技登字〔2026〕第 000123 号"],
            structure.Document.Children.Take(3).Select(c => c.Spoken)
        );
        Assert.Equal("本证明由系统签发，涂改无效。", structure.Document.Children[^1].Spoken);
        Assert.Contains("第 1 页 / 共 1 页", structure.ArtifactText[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_side_by_side_are_read_one_after_the_other_over_pages()
    {
        var structure = Structure(c =>
            c.Row(row =>
            {
                row.RelativeItem().Text(string.Join('\n', Enumerable.Range(1, 30).Select(i => $"左{i}")));
                row.RelativeItem().Text(string.Join('\n', Enumerable.Range(1, 30).Select(i => $"右{i}")));
            })
        );

        Assert.Equal(
            [.. Enumerable.Range(1, 30).Select(i => $"左{i}"), .. Enumerable.Range(1, 30).Select(i => $"右{i}")],
            structure.Document.Children.Select(p => p.Spoken)
        );
    }

    [Fact]
    public void A_paragraph_over_two_pages_is_one_paragraph()
    {
        var text = string.Concat(Enumerable.Repeat("技术合同认定登记", 120));
        var structure = Structure(c => c.Text(text));

        Assert.Equal("Document(P)", structure.Document.ToString());
        Assert.Equal(text, structure.Document.Spoken);
    }

    [Fact]
    public void Words_stay_apart_where_a_line_ends()
    {
        var text = string.Join(' ', Enumerable.Repeat("certificate of registration", 20));

        Assert.Equal(text, Structure(c => c.Text(text)).Document.Spoken);
    }

    [Fact]
    public void Holes_spans_and_overlaps_of_a_table_become_even_rows()
    {
        var structure = Structure(c =>
            c.SemanticTable()
                .Table(table =>
                {
                    table.ColumnsDefinition(columns =>
                    {
                        for (var i = 0; i < 3; i++)
                            columns.RelativeColumn();
                    });
                    table.Footer(footer => footer.Cell().ColumnSpan(3).Text("尾"));
                    table.Cell().Row(1).Column(1).RowSpan(3).Text("纵");
                    table.Cell().Row(1).Column(2).ColumnSpan(2).Text("横");
                    table.Cell().Row(1).Column(2).Text("叠");
                    table.Cell().Row(5).Column(3).Text("角");
                })
        );

        Assert.Equal("Document(Table(TBody(TR(TD TD) TR(TD TD TD)) TFoot(TR(TD))))", structure.Document.ToString());
        Assert.Equal("纵横叠角尾", structure.Document.Spoken);
    }

    [Fact]
    public void A_cell_over_rows_and_pages_is_one_cell()
    {
        var structure = Structure(c =>
            c.SemanticTable()
                .Column(column =>
                {
                    column.Item().SemanticCaption().Text("表一");
                    column
                        .Item()
                        .Table(table =>
                        {
                            table.ColumnsDefinition(columns =>
                            {
                                columns.RelativeColumn();
                                columns.RelativeColumn();
                            });
                            table.Cell().RowSpan(30).AsSemanticHorizontalHeader().Text("纵");
                            for (var i = 1; i <= 30; i++)
                                table.Cell().Text($"{i}\n续");
                        });
                })
        );

        var table = Assert.Single(structure.Document.Children);
        Assert.Equal("表一", table.Children[0].Spoken);
        Assert.Equal("TR(TH TD(P P))", table.Children[1].ToString());
        Assert.Equal(30L, structure.Attribute(table.Children[1].Children[0], "RowSpan"));
        Assert.Equal("表一纵" + string.Concat(Enumerable.Range(1, 30).Select(i => $"{i}续")), structure.Document.Spoken);
    }

    [Fact]
    public void A_table_that_is_mere_layout_is_read_cell_by_cell()
    {
        var structure = Structure(c =>
            c.SemanticSection()
                .Table(table =>
                {
                    table.ColumnsDefinition(columns =>
                    {
                        columns.RelativeColumn();
                        columns.RelativeColumn();
                    });
                    table.Cell().Text("标签");
                    table.Cell().Text("内容");
                })
        );

        Assert.Equal("Document(Sect(P P))", structure.Document.ToString());
        Assert.Equal("标签内容", structure.Document.Spoken);
    }

    [Fact]
    public void All_kinds_of_elements_are_written_as_such()
    {
        var structure = Structure(c =>
            c.Column(column =>
            {
                column.Item().SemanticArticle().SemanticDivision().SemanticBlockQuotation().Text("引");
                column
                    .Item()
                    .SemanticTableOfContents()
                    .Column(list => list.Item().SemanticTableOfContentsItem().SemanticLink("第一节在本页").SectionLink("一").Text("一"));
                column.Item().Section("一").SemanticHeader1().Background(Colors.Grey.Lighten3).Text("甲");
                column.Item().SemanticHeader2().Text("乙");
                column.Item().SemanticHeader3().Text("丙");
                column.Item().SemanticHeader4().Text("丁");
                column.Item().SemanticHeader5().Text("戊");
                column.Item().SemanticHeader6().Text("己");
                column.Item().SemanticParagraph().Text("段一\n段二");
                column
                    .Item()
                    .SemanticFigure("两个方块")
                    .Column(figure =>
                    {
                        figure.Item().Width(20).Height(20).Background(Colors.Black);
                        figure.Item().SemanticCaption().Text("图");
                    });
                column.Item().Hyperlink("https://example.org/").Text("链接");
                column.Item().SemanticParagraph().SemanticSpan("全称").Text("简");
            })
        );

        Assert.Equal(
            "Document(Art(Div(BlockQuote(P))) TOC(TOCI(Link)) H1 H2 H3 H4 H5 H6 P Figure(Caption) P(Link) P(Span))",
            structure.Document.ToString()
        );
        Assert.Equal("全称", structure.Document.All.Single(e => e.Type == "Span").Text("Alt"));
        Assert.Equal("第一节在本页", structure.Document.All.First(e => e.Type == "Link").Text("Alt"));
    }

    [Fact]
    public void A_document_without_tags_stays_without()
    {
        using var pdf = PdfUnderTest.Of(c => c.Text("甲"));

        Assert.False(new PdfObjects(pdf.Bytes).Catalog.ContainsKey("StructTreeRoot"));
        Assert.DoesNotContain("BMC", pdf.Content(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_false_claim_of_accessibility_is_refused()
    {
        Refused("description: surround it with SemanticImage", c => c.Width(20).Image(TestImages.Code()));
        Refused(
            "level 3 after one of level 1",
            c =>
                c.Column(column =>
                {
                    column.Item().SemanticHeader1().Text("甲");
                    column.Item().SemanticHeader3().Text("乙");
                })
        );
        Refused("needs DocumentMetadata.Title", c => c.Text("甲"), m => m.Title = null);
        Refused("needs DocumentMetadata.Language", c => c.Text("甲"), m => m.Language = null);

        static void Refused(string reason, Action<IContainer> content, Action<DocumentMetadata>? change = null)
        {
            var document = Claiming(content);
            change?.Invoke(document.GetMetadata());
            Assert.Contains(
                reason,
                Assert.Throws<DocumentComposeException>(() => document.GeneratePdf()).Message,
                StringComparison.Ordinal
            );
        }
    }

    private static string WithoutHangingSpaces(string text) => text.Replace(" \n", "\n", StringComparison.Ordinal);

    private static Document Claiming(Action<IContainer> content)
    {
        TestFonts.Register();
        return SampleDocuments.Archival(
            Document.Create(d =>
                d.Page(page =>
                {
                    page.Size(400, 300);
                    page.DefaultTextStyle(style => style.FontFamily(TestFonts.Serif).FontSize(10).LineHeight(1.5f));
                    content(page.Content());
                })
            ),
            PDFA_Conformance.PDFA_2A,
            access: PDFUA_Conformance.PDFUA_1
        );
    }

    private static LogicalStructure Structure(Action<IContainer> content)
    {
        var structure = new LogicalStructure(new PdfObjects(Claiming(content).GeneratePdf()));
        Assert.Empty(structure.Faults);
        return structure;
    }
}
