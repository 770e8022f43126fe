using QuestPDF.Infrastructure;

namespace QuestPDF.Layout.Text;

internal sealed class TextBlock : Element
{
    private readonly List<List<TextSpan>> paragraphs = [];
    private readonly Dictionary<(int Paragraph, string Numbers), ShapedText> shaped = [];
    private readonly Dictionary<(double Width, int Paragraph, int Start, string Numbers), List<(TextLine Line, double Gap)>> cache = [];
    private (int Paragraph, int Character) next;

    public TextAlignment Alignment { get; set; }
    public TextStyle Style { get; set; } = TextStyle.Default;

    /// <summary>Space between paragraphs, in points.</summary>
    public double ParagraphSpacing { get; set; }

    /// <summary>Indentation of the first line of each paragraph, in points.</summary>
    public double FirstLineIndentation { get; set; }

    public bool IsOneParagraph => paragraphs.Count == 1;

    private bool ShowsPageNumbers => paragraphs.Exists(p => p.Exists(s => s.PageNumber is not null));

    public void Add(TextSpan span)
    {
        if (paragraphs.Count == 0)
            BeginParagraph();
        paragraphs[^1].Add(span);
    }

    public void BeginParagraph() => paragraphs.Add([]);

    public override void Inherit(TextStyle style)
    {
        // A line feed at the end of the text does not start another paragraph.
        if (paragraphs.Count > 1 && paragraphs[^1].TrueForAll(s => s is { Text: "", PageNumber: null }))
            paragraphs.RemoveAt(paragraphs.Count - 1);

        var own = Style.Over(style);
        foreach (var span in paragraphs.SelectMany(p => p))
            span.Inherit(own);
        shaped.Clear();
        cache.Clear();
    }

    public override void Reset(bool isNewPass) => next = (0, 0);

    public override Fit Measure(Extent space, PageContext page)
    {
        if (next.Paragraph >= paragraphs.Count)
            return Fit.Nothing;

        var lines = Lines(space.Width, page);
        var (count, height) = Count(lines, space.Height);
        if (count == 0)
            return Fit.Never($"a line of text is {lines[0].Line.Height:0.#} points high, and {space.Height:0.#} are left");

        var width = lines.Take(count).Max(l => l.Line.Width);
        if (!Extent.Holds(space.Width, width))
            return Fit.Never($"a character needs {width:0.#} points, and the text has {space.Width:0.#}");

        var size = new Extent(width, height);
        return count == lines.Count ? Fit.Whole(size) : Fit.Part(size);
    }

    public override void Draw(Box box, PageContext page)
    {
        if (next.Paragraph >= paragraphs.Count)
            return;

        var lines = Lines(box.Width, page);
        var (count, _) = Count(lines, box.Height);
        var y = box.Y;
        var paragraph = next.Paragraph;
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                y += lines[i].Gap;
            if (i > 0 && lines[i].Line.Start == 0)
                paragraph++;
            using (page.Tags?.EnterParagraph(this, paragraph, ShowsPageNumbers))
                lines[i].Line.Draw(box.X, y, box.Width, Alignment, page);
            y += lines[i].Line.Height;
        }
        Advance(lines, count);
    }

    /// <summary>Advances by a number of lines. Stores the text position rather than the line, since the next page may have another
    /// width.</summary>
    private void Advance(List<(TextLine Line, double Gap)> lines, int count)
    {
        if (count == lines.Count)
        {
            next = (paragraphs.Count, 0);
            return;
        }
        for (var i = 1; i <= count; i++)
        {
            var start = lines[i].Line.Start;
            next = start == 0 ? (next.Paragraph + 1, 0) : (next.Paragraph, start);
        }
    }

    private static (int Count, double Height) Count(List<(TextLine Line, double Gap)> lines, double space)
    {
        var height = 0.0;
        for (var i = 0; i < lines.Count; i++)
        {
            var bottom = height + (i == 0 ? 0 : lines[i].Gap) + lines[i].Line.Height;
            if (!Extent.Holds(space, bottom))
                return (i, height);
            height = bottom;
        }
        return (lines.Count, height);
    }

    private List<(TextLine Line, double Gap)> Lines(double width, PageContext page)
    {
        // The key includes the shown page numbers, since other numbers can change the line breaks.
        var numbers = string.Join('\n', paragraphs.SelectMany(p => p).Where(s => s.PageNumber is not null).Select(s => s.Content(page)));
        var key = (width, next.Paragraph, next.Character, numbers);
        if (cache.TryGetValue(key, out var known))
            return known;

        var lines = new List<(TextLine, double)>();
        for (var p = next.Paragraph; p < paragraphs.Count; p++)
        {
            if (!shaped.TryGetValue((p, numbers), out var text))
            {
                text = new ShapedText(paragraphs[p], page);
                shaped.Add((p, numbers), text);
            }

            var start = p == next.Paragraph ? next.Character : 0;
            do
            {
                var indent = start == 0 ? FirstLineIndentation : 0;
                var end = text.EndOfLine(start, width - indent);
                lines.Add((new TextLine(text, start, end, indent), start == 0 ? ParagraphSpacing : 0));
                start = end;
            } while (start < text.Characters.Count);
        }
        cache.Add(key, lines);
        return lines;
    }
}
