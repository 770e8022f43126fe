using QuestPDF.Infrastructure;
using QuestPDF.Layout;
using QuestPDF.Layout.Text;
using QuestPDF.Pdf;

namespace QuestPDF.Fluent;

/// <param name="pageNumber">Null while the page of the section is not known yet.</param>
public delegate string PageNumberFormatter(int? pageNumber);

/// <summary>Sets the style of one piece of text; see <see cref="TextSpanDescriptorExtensions"/> for the styles.</summary>
public class TextSpanDescriptor
{
    private readonly IReadOnlyList<TextSpan> spans;

    internal TextSpanDescriptor(IReadOnlyList<TextSpan> spans) => this.spans = spans;

    internal void Change(Func<TextStyle, TextStyle> change)
    {
        foreach (var span in spans)
            span.Style = change(span.Style);
    }
}

public class TextPageNumberDescriptor : TextSpanDescriptor
{
    private readonly TextSpan span;

    internal TextPageNumberDescriptor(TextSpan span)
        : base([span]) => this.span = span;

    public TextPageNumberDescriptor Format(PageNumberFormatter formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        span.Format = formatter;
        return this;
    }
}

/// <summary>Sets style and alignment of a text that consists of one span.</summary>
public class TextBlockDescriptor : TextSpanDescriptor
{
    private readonly TextDescriptor text;

    internal TextBlockDescriptor(TextDescriptor text, IReadOnlyList<TextSpan> spans)
        : base(spans) => this.text = text;

    public TextBlockDescriptor AlignLeft() => With(text.AlignLeft);

    public TextBlockDescriptor AlignCenter() => With(text.AlignCenter);

    public TextBlockDescriptor AlignRight() => With(text.AlignRight);

    public TextBlockDescriptor Justify() => With(text.Justify);

    public TextBlockDescriptor ParagraphSpacing(float value, Unit unit = Unit.Point) => With(() => text.ParagraphSpacing(value, unit));

    public TextBlockDescriptor ParagraphFirstLineIndentation(float value, Unit unit = Unit.Point) =>
        With(() => text.ParagraphFirstLineIndentation(value, unit));

    private TextBlockDescriptor With(Action action)
    {
        action();
        return this;
    }
}

public class TextDescriptor
{
    internal TextBlock Block { get; } = new();

    public void DefaultTextStyle(TextStyle style) => Block.Style = style;

    public void DefaultTextStyle(Func<TextStyle, TextStyle> style)
    {
        ArgumentNullException.ThrowIfNull(style);
        DefaultTextStyle(style(TextStyle.Default));
    }

    public void AlignLeft() => Block.Alignment = TextAlignment.Left;

    public void AlignCenter() => Block.Alignment = TextAlignment.Center;

    public void AlignRight() => Block.Alignment = TextAlignment.Right;

    /// <summary>Justifies the text; the last line of a paragraph is left-aligned.</summary>
    public void Justify() => Block.Alignment = TextAlignment.Justify;

    public void ParagraphSpacing(float value, Unit unit = Unit.Point) => Block.ParagraphSpacing = value.ToPoints(unit);

    public void ParagraphFirstLineIndentation(float value, Unit unit = Unit.Point) => Block.FirstLineIndentation = value.ToPoints(unit);

    /// <summary>Appends text to the current paragraph; a line feed starts a new one.</summary>
    public TextSpanDescriptor Span(string? text) => new(Add(text, null));

    public TextSpanDescriptor Line(string? text) => Span($"{text}\n");

    public TextSpanDescriptor EmptyLine() => Span("\n");

    public TextPageNumberDescriptor CurrentPageNumber() => AddNumber(new TextSpan("") { PageNumber = page => page.Number });

    public TextPageNumberDescriptor TotalPages() => AddNumber(new TextSpan("") { PageNumber = page => page.Pages.Total() });

    public TextPageNumberDescriptor BeginPageNumberOfSection(string sectionName) => AddNumber(sectionName, (_, section) => section.First);

    public TextPageNumberDescriptor EndPageNumberOfSection(string sectionName) => AddNumber(sectionName, (_, section) => section.Last);

    /// <summary>Number of the current page within the section, whose first page is 1.</summary>
    public TextPageNumberDescriptor PageNumberWithinSection(string sectionName) =>
        AddNumber(sectionName, (page, section) => page.Number - section.First + 1);

    public TextPageNumberDescriptor TotalPagesWithinSection(string sectionName) =>
        AddNumber(sectionName, (_, section) => section.Last - section.First + 1);

    public TextSpanDescriptor Hyperlink(string? text, string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        return new TextSpanDescriptor(Add(text, LinkTarget.ToAddress(url)));
    }

    public TextSpanDescriptor SectionLink(string? text, string sectionName)
    {
        ArgumentException.ThrowIfNullOrEmpty(sectionName);
        return new TextSpanDescriptor(Add(text, LinkTarget.ToSection(sectionName)));
    }

    internal List<TextSpan> Add(string? text, LinkTarget? link)
    {
        var spans = new List<TextSpan>();
        if (text is null)
            return spans;

        foreach (var line in text.Replace("\r", "", StringComparison.Ordinal).Split('\n'))
        {
            if (spans.Count > 0)
                Block.BeginParagraph();
            var span = new TextSpan(line) { Link = link };
            Block.Add(span);
            spans.Add(span);
        }
        return spans;
    }

    private TextPageNumberDescriptor AddNumber(string section, Func<PageContext, PageRange, int> number)
    {
        ArgumentException.ThrowIfNullOrEmpty(section);
        return AddNumber(new TextSpan("") { PageNumber = page => page.Pages.Section(section) is { } range ? number(page, range) : null });
    }

    private TextPageNumberDescriptor AddNumber(TextSpan span)
    {
        Block.Add(span);
        return new TextPageNumberDescriptor(span);
    }
}

public static class TextExtensions
{
    public static void Text(this IContainer element, Action<TextDescriptor> content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var descriptor = new TextDescriptor();
        content(descriptor);
        element.Fill(descriptor.Block);
    }

    public static TextBlockDescriptor Text(this IContainer container, string? text)
    {
        var descriptor = new TextDescriptor();
        var spans = descriptor.Add(text, null);
        container.Fill(descriptor.Block);
        return new TextBlockDescriptor(descriptor, spans);
    }
}
