using System.Globalization;
using QuestPDF.Drawing.Exceptions;
using QuestPDF.Fluent;

namespace QuestPDF.Tests;

public sealed class SectionTests
{
    [Fact]
    public void Page_numbers_of_sections_are_known_before_the_section_comes()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Column(column =>
            {
                column
                    .Item()
                    .Text(text =>
                    {
                        text.Span("附录：");
                        text.BeginPageNumberOfSection("附录");
                        text.Span("至");
                        text.EndPageNumberOfSection("附录").Format(n => n?.ToString("D2", CultureInfo.InvariantCulture) ?? "？");
                        text.Span("共");
                        text.TotalPagesWithinSection("附录");
                    });
                column.Item().PageBreak();
                column
                    .Item()
                    .Section("附录")
                    .Decoration(decoration =>
                    {
                        decoration
                            .Before()
                            .Text(text =>
                            {
                                text.PageNumberWithinSection("附录");
                                text.Span("之");
                                text.TotalPagesWithinSection("附录");
                            });
                        decoration.Content().Text(string.Join('\n', Enumerable.Range(1, 50).Select(i => $"第{i}行")));
                    });
            })
        );

        // The section takes pages 2 to 4: nineteen lines fit below the line with the page numbers.
        Assert.Equal(4, pdf.PageCount);
        Assert.Equal(["附录：2至04共3"], pdf.Lines(1));
        Assert.Equal(["1之3", "2之3", "3之3"], Enumerable.Range(2, 3).Select(page => pdf.Lines(page)[0]));
    }

    [Fact]
    public void The_number_of_a_section_that_does_not_exist_is_unknown()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Text(text =>
            {
                text.Span("见第");
                text.BeginPageNumberOfSection("无").Format(n => n is null ? "？" : "！");
                text.Span("页");
            })
        );

        Assert.Equal(["见第？页"], pdf.Lines());
    }

    [Fact]
    public void A_link_leads_to_the_beginning_of_its_section()
    {
        using var file = PdfUnderTest.Of(c =>
            c.Column(column =>
            {
                column.Item().AlignLeft().SectionLink("乙").Text("见乙");
                column.Item().Text(text => text.SectionLink("见甲", "甲"));
                column.Item().Height(30).Section("甲").Text("甲");
                column.Item().PageBreak();
                column.Item().PaddingTop(40).PaddingLeft(20).Section("乙").Text("乙");
            })
        );
        var pdf = new PdfObjects(file.Bytes);

        var links = pdf.Array(pdf.Pages[0]["Annots"])!.ConvertAll(a => pdf.Dictionary(a)!);
        Assert.Equal(["乙", "甲"], links.ConvertAll(l => ((PdfString)l["Dest"]!).Text));
        Assert.Equal([0L, 285L, 20L, 300L], pdf.Array(links[0]["Rect"])!);
        var names = pdf.Array(pdf.Dictionary(pdf.Dictionary(pdf.Catalog["Names"])!["Dests"])!["Names"])!;
        Assert.Equal(["乙", "甲"], names.OfType<PdfString>().Select(n => n.Text));
        AssertDestination(names[1], 1, 20, 260);
        AssertDestination(names[3], 0, 0, 270);
        Assert.Contains("No syntax or stream encoding errors found", Tool.Run("qpdf", "--check", file.Path), StringComparison.Ordinal);

        void AssertDestination(object? value, int page, long left, long top)
        {
            var destination = pdf.Array(value)!;
            Assert.Same(pdf.Pages[page], pdf.Dictionary(destination[0]));
            Assert.Equal([new PdfName("XYZ"), left, top, null], destination.Skip(1));
        }
    }

    [Fact]
    public void A_link_to_nowhere_is_refused()
    {
        var error = Assert.Throws<DocumentComposeException>(() => PdfUnderTest.Of(c => c.SectionLink("无").Text("见")));

        Assert.Contains("\"无\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_title_begins_on_the_second_page()
    {
        using var pdf = PdfUnderTest.OfPage(page =>
        {
            page.Size(400, 300);
            page.Header().SkipOnce().Text("续");
            page.Content().Text(string.Join('\n', Enumerable.Range(1, 50).Select(i => $"{i}")));
        });

        Assert.Equal(["1", "续", "续"], Enumerable.Range(1, 3).Select(page => pdf.Lines(page)[0]));
        Assert.Equal([20, 20, 12], Enumerable.Range(1, 3).Select(page => pdf.Lines(page).Count));
    }
}
