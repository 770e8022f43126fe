using System.Text.RegularExpressions;
using QuestPDF.Drawing.Exceptions;
using QuestPDF.Fluent;
using QuestPDF.Helpers;

namespace QuestPDF.Tests;

/// <summary>Page breaks. A line of text is 15 points high, so a page of 300 points holds twenty.</summary>
public sealed class PagingTests
{
    [Fact]
    public void Text_flows_over_pages_without_losing_a_character()
    {
        var text = string.Concat(Enumerable.Range(0, 2000).Select(i => "技术合同认定登记管理办法"[i % 12]));
        using var pdf = PdfUnderTest.Of(c => c.Text(text));

        // Forty characters per line and twenty lines per page.
        Assert.Equal(3, pdf.PageCount);
        Assert.Equal(20, pdf.Lines(1).Count);
        Assert.Equal(20, pdf.Lines(2).Count);
        Assert.Equal(10, pdf.Lines(3).Count);
        Assert.Equal(text, string.Concat(Enumerable.Range(1, 3).SelectMany(pdf.Lines)));
    }

    [Fact]
    public void Page_numbers_know_the_total()
    {
        using var pdf = PdfUnderTest.OfPage(page =>
        {
            page.Size(400, 300);
            page.Content()
                .Column(column =>
                {
                    for (var i = 1; i <= 12; i++)
                        column.Item().Height(100).Text($"第{i}项");
                });
            page.Footer()
                .Text(text =>
                {
                    text.CurrentPageNumber().Format(n => $"〔{n}〕");
                    text.Span("/");
                    text.TotalPages();
                });
        });

        // The footer takes fifteen points, so only two items fit on a page.
        Assert.Equal(6, pdf.PageCount);
        for (var page = 1; page <= 6; page++)
            Assert.Equal($"〔{page}〕/6", pdf.Lines(page)[^1]);
        Assert.Equal(["第11项", "第12项"], pdf.Lines(6).Take(2));
    }

    [Fact]
    public void Pages_of_different_sizes_follow_each_other()
    {
        using var pdf = PdfUnderTest.Of(
            Document.Create(document =>
            {
                foreach (var size in (PageSize[])[PageSizes.A4, PageSizes.A4.Landscape(), PageSizes.A5])
                {
                    document.Page(page =>
                    {
                        page.Size(size);
                        page.Content()
                            .Text(text =>
                            {
                                text.DefaultTextStyle(s => s.FontFamily(TestFonts.Serif));
                                text.CurrentPageNumber();
                                text.Span("/");
                                text.TotalPages();
                            });
                    });
                }
            })
        );

        var sizes = Regex
            .Matches(Tool.Run("pdfinfo", "-f", "1", "-l", "3", pdf.Path), @"size:\s+([\d.]+ x [\d.]+)")
            .Select(m => m.Groups[1].Value);
        Assert.Equal(["595.276 x 841.89", "841.89 x 595.276", "419.528 x 595.276"], sizes);
        Assert.Equal(["1/3", "2/3", "3/3"], Enumerable.Range(1, 3).SelectMany(pdf.Lines));
    }

    [Fact]
    public void Header_and_footer_stand_on_every_page_and_what_shows_once_on_the_first()
    {
        using var pdf = PdfUnderTest.OfPage(page =>
        {
            page.Size(400, 300);
            page.Header()
                .Column(column =>
                {
                    column.Item().Text("页眉");
                    column.Item().ShowOnce().Text("仅首页");
                });
            page.Content()
                .Column(column =>
                {
                    for (var i = 0; i < 5; i++)
                        column.Item().Height(120);
                });
            page.Footer().Text("页脚");
        });

        Assert.Equal(3, pdf.PageCount);
        Assert.Equal(["页眉", "仅首页", "页脚"], pdf.Lines(1));
        Assert.Equal(["页眉", "页脚"], pdf.Lines(2));
        Assert.Equal(["页眉", "页脚"], pdf.Lines(3));
    }

    [Fact]
    public void A_break_begins_a_page_and_a_kept_block_is_not_divided()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Column(column =>
            {
                column.Item().Text("甲");
                column.Item().PageBreak();
                column.Item().Height(200).Text("乙");
                column.Item().ShowEntire().Text(string.Join('\n', Enumerable.Repeat("丙", 10)));
                column.Item().EnsureSpace(140).Text(string.Join('\n', Enumerable.Repeat("丁", 12)));
            })
        );

        Assert.Equal(["甲"], pdf.Lines(1));
        Assert.Equal(["乙"], pdf.Lines(2));
        Assert.Equal([.. Enumerable.Repeat("丙", 10), .. Enumerable.Repeat("丁", 10)], pdf.Lines(3));
        Assert.Equal(2, pdf.Lines(4).Count);
        Assert.Throws<DocumentLayoutException>(() =>
            PdfUnderTest.Of(c => c.ShowEntire().Text(string.Join('\n', Enumerable.Repeat("丙", 21))))
        );
    }

    [Fact]
    public void The_shorter_item_of_a_row_ends_and_the_longer_goes_on()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Row(row =>
            {
                row.ConstantItem(100).Text("短");
                row.RelativeItem().Text(string.Join('\n', Enumerable.Range(1, 25).Select(i => $"第{i}行")));
            })
        );

        Assert.Equal(2, pdf.PageCount);
        Assert.StartsWith("短", pdf.Lines(1)[0], StringComparison.Ordinal);
        Assert.Equal(["第21行", "第22行", "第23行", "第24行", "第25行"], pdf.Lines(2));
        Assert.Equal(100, pdf.Word("第21行", 2).Left, 1);
    }

    [Fact]
    public void A_table_repeats_its_header_and_footer()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Table(table =>
            {
                table.ColumnsDefinition(columns =>
                {
                    columns.ConstantColumn(100);
                    columns.RelativeColumn();
                });
                table.Header(header =>
                {
                    header.Cell().Text("序号");
                    header.Cell().Text("名称");
                });
                table.Footer(footer => footer.Cell().ColumnSpan(2).Text("续"));
                for (var i = 1; i <= 40; i++)
                {
                    table.Cell().Text($"{i}");
                    table.Cell().Text($"合同{i}");
                }
            })
        );

        // Eighteen rows fit between the header and the footer.
        Assert.Equal(3, pdf.PageCount);
        for (var page = 1; page <= 3; page++)
        {
            Assert.Matches(@"^序号\s+名称$", pdf.Lines(page)[0]);
            Assert.Equal("续", pdf.Lines(page)[^1]);
        }
        Assert.Equal(20, pdf.Lines(1).Count);
        Assert.Matches(@"^19\s+合同19$", pdf.Lines(2)[1]);
        Assert.Matches(@"^40\s+合同40$", pdf.Lines(3)[^2]);
        Assert.Equal(100, pdf.Word("合同19", 2).Left, 1);
    }

    [Fact]
    public void Spanning_cells_take_their_rows_and_columns()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Table(table =>
            {
                table.ColumnsDefinition(columns =>
                {
                    columns.ConstantColumn(80);
                    columns.RelativeColumn(1);
                    columns.RelativeColumn(3);
                });
                table.Cell().RowSpan(3).Text("纵");
                table.Cell().ColumnSpan(2).Text("横");
                table.Cell().Text("一");
                table.Cell().Text("二");
                table.Cell().Text("三");
                table.Cell().Text("四");
                table.Cell().Row(5).Column(3).Text("定");
            })
        );

        AssertAt(pdf, "纵", 0, 0);
        AssertAt(pdf, "横", 80, 0);
        AssertAt(pdf, "一", 80, 15);
        AssertAt(pdf, "二", 160, 15);
        AssertAt(pdf, "三", 80, 30);
        AssertAt(pdf, "四", 160, 30);
        // The fourth row has no cells and therefore no height.
        AssertAt(pdf, "定", 160, 45);
    }

    [Fact]
    public void A_high_cell_over_rows_stretches_the_last_of_them()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Table(table =>
            {
                table.ColumnsDefinition(columns =>
                {
                    columns.RelativeColumn();
                    columns.RelativeColumn();
                });
                table.Cell().RowSpan(2).Height(100).Text("纵");
                table.Cell().Text("一");
                table.Cell().AlignBottom().Text("二");
                table.Cell().Text("三");
            })
        );

        AssertAt(pdf, "一", 200, 0);
        AssertAt(pdf, "二", 200, 85);
        AssertAt(pdf, "三", 0, 100);
    }

    [Fact]
    public void A_row_that_a_page_divides_keeps_the_border_of_its_finished_cells()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Table(table =>
            {
                table.ColumnsDefinition(columns =>
                {
                    columns.ConstantColumn(100);
                    columns.RelativeColumn();
                });
                table.Cell().Border(1, Colors.Black).Padding(5).Text("短");
                table.Cell().Border(1, Colors.Black).Padding(5).Text(string.Join('\n', Enumerable.Repeat("长", 25)));
            })
        );

        Assert.Equal(2, pdf.PageCount);
        Assert.Equal(19, pdf.Lines(1).Count);
        Assert.Equal(6, pdf.Lines(2).Count);
        Assert.Equal(2, Regex.Count(Tool.Run("mutool", "show", "-b", pdf.Path, "trailer/Root/Pages/Kids/2/Contents"), " re S"));
    }

    [Fact]
    public void A_cell_over_rows_goes_on_where_a_page_divides_them()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Table(table =>
            {
                table.ColumnsDefinition(columns =>
                {
                    columns.ConstantColumn(100);
                    columns.RelativeColumn();
                });
                table.Header(header => header.Cell().ColumnSpan(2).Text("头"));
                table.Cell().RowSpan(30).Border(1).Background("#FF0000").Text("纵");
                for (var i = 1; i <= 30; i++)
                    table.Cell().Text($"{i}");
                table.Cell().ColumnSpan(2).Text("完");
            })
        );

        Assert.Equal(2, pdf.PageCount);
        Assert.Equal(["头", .. Enumerable.Range(20, 11).Select(i => $"{i}"), "完"], pdf.Lines(2));
        AssertAt(pdf, "纵", 0, 15);
        // The spanning cell's background covers nineteen rows on the first page and eleven on the second.
        Assert.Matches(@"1 0 0 rg\s+0 0 100 285 re f", pdf.Content());
        Assert.Matches(@"1 0 0 rg\s+0 120 100 165 re f", Tool.Run("mutool", "show", "-b", pdf.Path, "trailer/Root/Pages/Kids/2/Contents"));
    }

    [Fact]
    public void A_cell_without_content_still_shows_its_background()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Table(table =>
            {
                table.ColumnsDefinition(columns => columns.RelativeColumn());
                table.Cell().Row(1).Column(1).RowSpan(2).Background("#FF0000");
                table.Cell().Row(1).Column(1).Height(20);
                table.Cell().Row(2).Column(1).Height(20);
            })
        );

        Assert.Matches(@"1 0 0 rg\s+0 260 400 40 re f", pdf.Content());
    }

    [Fact]
    public void A_table_inside_a_row_of_a_table_flows_too()
    {
        using var pdf = PdfUnderTest.Of(outer =>
            outer.Table(table =>
            {
                table.ColumnsDefinition(columns => columns.RelativeColumn());
                table
                    .Cell()
                    .Padding(3)
                    .Table(inner =>
                    {
                        inner.ColumnsDefinition(columns => columns.RelativeColumn());
                        inner.Header(header => header.Cell().Text("头"));
                        for (var i = 1; i <= 30; i++)
                            inner.Cell().Text($"{i}");
                    });
                table.Cell().Text("尾");
            })
        );

        Assert.Equal(["头", .. Enumerable.Range(1, 18).Select(i => $"{i}")], pdf.Lines(1));
        Assert.Equal(["头", .. Enumerable.Range(19, 12).Select(i => $"{i}"), "尾"], pdf.Lines(2));
    }

    private static void AssertAt(PdfUnderTest pdf, string text, double left, double top)
    {
        var word = pdf.Word(text);
        Assert.Equal(left, word.Left, 1);
        // The line is 15 points high; the word's box is as high as its font says, with the same middle.
        Assert.InRange((word.Top + word.Bottom) / 2 - top, 6, 9);
    }
}
