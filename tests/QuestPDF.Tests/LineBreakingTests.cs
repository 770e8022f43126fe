using QuestPDF.Fluent;

namespace QuestPDF.Tests;

/// <summary>Line breaks. A character is ten points wide, so a width of 50 holds five Chinese characters.</summary>
public sealed class LineBreakingTests
{
    [Theory]
    [InlineData("技术合同认定登记", 50, "技术合同认|定登记")]
    [InlineData("技术合同认，定登记", 50, "技术合同|认，定登记")]
    [InlineData("技术合同认。”定登记", 50, "技术合同|认。”定登|记")]
    [InlineData("技术合同认》定", 50, "技术合同|认》定")]
    [InlineData("技术合同认）、定", 50, "技术合同|认）、定")]
    [InlineData("技术合同《认定》", 50, "技术合同|《认定》")]
    [InlineData("技术合同“《认定", 50, "技术合同|“《认定")]
    [InlineData("技术合（（认定", 45, "技术合|（（认定")]
    [InlineData("技术合同认！？", 50, "技术合同|认！？")]
    [InlineData("技术合同认……定", 50, "技术合同|认……定")]
    [InlineData("技术合同——认定", 50, "技术合|同——认定")]
    [InlineData("技术合同认：；定", 50, "技术合同|认：；定")]
    [InlineData("金额共￥100元", 50, "金额共|￥100元")]
    [InlineData("增长了约12.5％左右", 50, "增长了约|12.5％左右")]
    [InlineData("卡尔斯特·马", 50, "卡尔斯特·|马")]
    public void A_Chinese_line_begins_and_ends_with_what_may_stand_there(string text, float width, string lines) =>
        AssertLines(text, width, lines);

    [Theory]
    [InlineData("合同certificate编号", 55, "合同|certificate|编号")]
    [InlineData("a certificate of origin", 62, "a certificate|of origin")]
    [InlineData("编号2026-4401-JF共", 90, "编号2026-4401-JF|共")]
    [InlineData("时间为12:30:45止", 65, "时间为|12:30:45止")]
    [InlineData("价款3,860,000.00元", 72, "价款|3,860,000.00元")]
    [InlineData("函数f(x)的值", 38, "函数f(x)|的值")]
    public void Words_and_numbers_stay_whole(string text, float width, string lines) => AssertLines(text, width, lines);

    [Theory]
    [InlineData("https://example.org/verify/2026", 80, "https://|example.org/|verify/2026")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", 60, null)]
    public void A_word_longer_than_the_line_is_divided_all_the_same(string text, float width, string? lines)
    {
        if (lines is not null)
            AssertLines(text, width, lines);
        using var pdf = PdfUnderTest.Of(c => c.Text(text), width);

        Assert.Equal(text, string.Concat(pdf.Lines()));
        Assert.All(pdf.Words(), word => Assert.InRange(word.Right, 0, width + 0.01));
    }

    [Fact]
    public void A_line_feed_begins_a_paragraph_and_an_empty_line_has_height()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Text(text =>
            {
                text.Line("甲");
                text.EmptyLine();
                text.Span("乙\r\n丙");
            })
        );

        Assert.Equal([15, 30], Gaps(pdf, "甲", "乙", "丙").Order());
    }

    [Fact]
    public void The_first_line_is_indented_and_paragraphs_stand_apart()
    {
        using var pdf = PdfUnderTest.Of(c => c.Text("第一段文字\n第二段").ParagraphFirstLineIndentation(20).ParagraphSpacing(7), 50);

        Assert.Equal(["第一段", "文字", "第二段"], pdf.Lines());
        Assert.Equal(20, pdf.Word("第一段").Left, 1);
        Assert.Equal(0, pdf.Word("文字").Left, 1);
        Assert.Equal(20, pdf.Word("第二段").Left, 1);
        Assert.Equal(15 + 7, pdf.Word("第二段").Top - pdf.Word("文字").Top, 1);
    }

    [Fact]
    public void Justified_lines_reach_both_edges_and_the_last_does_not()
    {
        using var pdf = PdfUnderTest.Of(c => c.Text("技术合同认定登记办法").Justify(), 46);

        var lines = pdf.Words()
            .GroupBy(w => Math.Round(w.Top))
            .Select(line => (Left: line.Min(w => w.Left), Right: line.Max(w => w.Right)))
            .ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Equal(0, line.Left, 1));
        Assert.All(lines.Take(2), line => Assert.Equal(46, line.Right, 1));
        Assert.Equal(20, lines[2].Right, 1);
    }

    [Fact]
    public void Lines_are_centred_or_set_to_the_right()
    {
        using var centred = PdfUnderTest.Of(c => c.Text("合同").AlignCenter());
        using var right = PdfUnderTest.Of(c => c.Text("合同").AlignRight());

        Assert.Equal((190, 210), (Math.Round(centred.Word("合同").Left, 1), Math.Round(centred.Word("合同").Right, 1)));
        Assert.Equal((380, 400), (Math.Round(right.Word("合同").Left, 1), Math.Round(right.Word("合同").Right, 1)));
    }

    [Fact]
    public void Sizes_mixed_in_a_line_share_its_baseline()
    {
        using var pdf = PdfUnderTest.Of(c =>
            c.Text(text =>
            {
                text.Span("大").FontSize(30);
                text.Span("小").FontSize(10);
            })
        );

        var baselines = pdf.Content()
            .Split('\n')
            .Where(l => l.Contains(" Td", StringComparison.Ordinal))
            .Select(l => l.Split(' ')[^2])
            .ToList();
        Assert.Equal(2, baselines.Count);
        Assert.Single(baselines.Distinct());
    }

    private static void AssertLines(string text, float width, string lines)
    {
        using var pdf = PdfUnderTest.Of(c => c.Text(text), width);

        Assert.Equal(lines, string.Join('|', pdf.Lines()));
    }

    private static IEnumerable<double> Gaps(PdfUnderTest pdf, params string[] words) =>
        words.Zip(words.Skip(1), (a, b) => Math.Round(pdf.Word(b).Top - pdf.Word(a).Top, 1));
}
