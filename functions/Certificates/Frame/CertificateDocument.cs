using System.Globalization;
using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Wordings;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Frame;

/// <summary>
/// Layout that all certificates share: page, title, number, edition, date, issuer, QR code and page numbers, tagged for screen readers
/// (PDF/UA-1) and archives (PDF/A). A subclass draws the rest in <see cref="Body"/>.
/// </summary>
internal abstract class CertificateDocument(Imprint imprint) : IDocument
{
    // Space in points to reserve for the closing part. Less than the height of the lowest page, so that a longer closing part is split
    // instead of failing.
    private const float EndSpace = 420;
    private const int LastRows = 5;

    protected Imprint Imprint { get; } = imprint;

    protected abstract string Subject { get; }

    /// <summary>
    /// Reference printed beside the certificate's number, for example the contract's number; null prints the day of issue instead.
    /// </summary>
    protected virtual (Text Name, string Value)? Reference => null;

    /// <summary>Label before the certificate's own number: 证明编号 on a certificate, 文书编号 on a notice.</summary>
    protected virtual Text NumberName => new("文书编号", "No.");

    /// <summary>Label and value of the edition, printed from the second edition on.</summary>
    protected virtual (string Name, string Value) Edition => ("版次", Imprint.EditionName());

    /// <summary>Label above the issuer's name at the place for the seal.</summary>
    protected virtual Text IssuerName => new("登记机构", "Registration office");

    /// <summary>Whether the page has a double border, as formal certificates do.</summary>
    protected virtual bool IsFramed => false;

    protected virtual string? Watermark => null;

    protected virtual PageSize Size => PageSizes.A4;

    /// <summary>PDF/A conformance; only part 3 allows an embedded statement.</summary>
    protected virtual PDFA_Conformance Archive => PDFA_Conformance.PDFA_2A;

    public DocumentMetadata GetMetadata() =>
        new()
        {
            Title = $"{Imprint.Title.Zh} {Imprint.Number}",
            Author = Imprint.Issuer,
            Subject = Subject,
            Keywords = Imprint.Title.Zh,
            Creator = "TechTransfer",
            Producer = "TechTransfer",
            Language = "zh-CN",
            // PDF dates use the China offset, like all dates printed on certificates.
            CreationDate = Imprint.IssuedAt.ToOffset(ChinaTime.Offset),
            ModifiedDate = Imprint.IssuedAt.ToOffset(ChinaTime.Offset),
        };

    public DocumentSettings GetSettings() => new() { PDFA_Conformance = Archive, PDFUA_Conformance = PDFUA_Conformance.PDFUA_1 };

    public void Compose(IDocumentContainer container) =>
        container.Page(page =>
        {
            page.Size(Size);
            page.MarginHorizontal(IsFramed ? 27 : 24, Unit.Millimetre);
            page.MarginTop(IsFramed ? 25 : 22, Unit.Millimetre);
            page.MarginBottom(IsFramed ? 21 : 15, Unit.Millimetre);
            page.PageColor(Colors.White);
            page.DefaultTextStyle(style => style.FontFamily(Fonts.Families).FontSize(Look.BodySize).FontColor(Look.Ink).LineHeight(1.3f));
            if (IsFramed)
            {
                page.Background()
                    .Padding(13, Unit.Millimetre)
                    .Border(1.6f)
                    .BorderColor(Look.Accent)
                    .Padding(1.2f, Unit.Millimetre)
                    .Border(0.5f)
                    .BorderColor(Look.Rule);
            }
            if (Watermark is { } words)
                page.Foreground().Element(across => Across(across, words));
            page.Header()
                .SkipOnce()
                .PaddingBottom(8)
                .Row(row =>
                {
                    row.RelativeItem().Text($"{Imprint.Title.Zh}（续）").FontSize(9).FontColor(Look.Faint);
                    row.AutoItem().Text(Imprint.Number).FontSize(9).FontColor(Look.Faint);
                });
            page.Content()
                .Column(column =>
                {
                    column.Item().Element(Heading);
                    Body(column);
                    column
                        .Item()
                        .EnsureSpace(EndSpace)
                        .Column(end =>
                        {
                            End(end);
                            end.Item().ShowEntire().ExtendVertical().AlignBottom().PaddingTop(8).Element(Closing);
                        });
                });
            page.Footer()
                .PaddingTop(8)
                .AlignCenter()
                .Text(text =>
                {
                    text.DefaultTextStyle(style => style.FontSize(8).FontColor(Look.Faint));
                    text.Span("第");
                    text.CurrentPageNumber();
                    text.Span("页/共");
                    text.TotalPages();
                    text.Span("页");
                });
        });

    protected abstract void Body(ColumnDescriptor column);

    /// <summary>Draws the closing part. It moves to the last page as a whole, so that this page never holds only the QR code.</summary>
    protected abstract void End(ColumnDescriptor column);

    /// <summary>Adds a paragraph, with its translation below when English is switched on.</summary>
    protected void Say(ColumnDescriptor column, string zh, string? en = null, float top = 12)
    {
        column.Item().PaddingTop(top).Text(zh).FontSize(Look.TextSize).LineHeight(1.6f).ParagraphFirstLineIndentation(2 * Look.TextSize);
        if (en is not null && Imprint.WithEnglish)
            column.Item().PaddingTop(2).SemanticLanguage("en").Text(en).FontSize(8.5f).FontColor(Look.Faint);
    }

    /// <summary>Each part of a form under its heading.</summary>
    protected void Sections(ColumnDescriptor column, IEnumerable<FormSection> parts)
    {
        foreach (var part in parts)
        {
            Section(
                column,
                part.Name,
                section =>
                    Facts(section, table => table.All(part.Lines.Select(line => (line.Name.Zh, line.Name.En, line.Value.Zh))), top: 5)
            );
        }
    }

    /// <summary>Adds a section whose heading is never left alone at the end of a page.</summary>
    protected void Section(ColumnDescriptor column, Text name, Action<ColumnDescriptor> body) =>
        column
            .Item()
            .PaddingTop(11)
            .EnsureSpace(110)
            .SemanticSection()
            .Column(section =>
            {
                section
                    .Item()
                    .Row(row =>
                    {
                        row.AutoItem().SemanticHeader2().Text(name.Zh).FontSize(Look.TextSize).Bold().FontColor(Look.Accent);
                        if (Imprint.WithEnglish)
                            row.RelativeItem()
                                .PaddingLeft(7)
                                .AlignBottom()
                                .SemanticLanguage("en")
                                .Text(name.En)
                                .FontSize(8)
                                .FontColor(Look.Faint);
                    });
                body(section);
            });

    protected static void Address(ColumnDescriptor column, string name) =>
        column.Item().PaddingTop(16).Text($"{name}：").FontSize(Look.TextSize).Bold();

    protected static void Note(ColumnDescriptor column, string text, float top = 10) =>
        column.Item().PaddingTop(top).Text(text).FontSize(9).FontColor(Look.Faint);

    protected void Facts(ColumnDescriptor column, Action<FactsTable> rows, float top = 14) =>
        column.Item().PaddingTop(top).Element(container => FactsTable.Into(container, Imprint.WithEnglish, IsFramed ? 8 : 3.5f, rows));

    protected void List(
        ColumnDescriptor column,
        IReadOnlyList<ListColumn> columns,
        IEnumerable<IReadOnlyList<string>> rows,
        IReadOnlyList<string>? total = null,
        float top = 10
    ) => column.Item().PaddingTop(top).Element(container => ListTable.Into(container, Imprint.WithEnglish, columns, rows, total));

    /// <summary>Adds the rows of a list except the last five, which <see cref="ListEnd"/> adds in <see cref="End"/>.</summary>
    protected void ListStart(
        ColumnDescriptor column,
        IReadOnlyList<ListColumn> columns,
        IReadOnlyList<IReadOnlyList<string>> rows,
        float top = 10
    )
    {
        if (rows.Count > LastRows)
            List(column, columns, rows.SkipLast(LastRows), top: top);
    }

    /// <summary>Adds the last five rows of a list; its headings are repeated only at the top of a page.</summary>
    protected void ListEnd(
        ColumnDescriptor column,
        IReadOnlyList<ListColumn> columns,
        IReadOnlyList<IReadOnlyList<string>> rows,
        IReadOnlyList<string>? total = null,
        float top = 10
    )
    {
        var goesOn = rows.Count > LastRows;
        column
            .Item()
            .PaddingTop(goesOn ? 0 : top)
            .Element(container => ListTable.Into(container, Imprint.WithEnglish, columns, rows.TakeLast(LastRows), total, goesOn));
    }

    protected void Remedies(ColumnDescriptor column, Remedy remedy) =>
        Section(
            column,
            new("救济途径", "Remedies"),
            section =>
            {
                Say(section, remedy.Text.Zh, remedy.Text.En, top: 4);
                string[] basis = [.. remedy.Citations.Select(c => c.AsBasis()).OfType<string>()];
                if (basis.Length > 0)
                    Note(section, $"依据：{string.Join("；", basis)}", top: 4);
            }
        );

    protected static void Contact(ColumnDescriptor column, string? contact)
    {
        if (contact is not null)
            Note(column, $"联系方式：{contact}");
    }

    private void Heading(IContainer container) =>
        container.Column(column =>
        {
            column
                .Item()
                .AlignCenter()
                .SemanticHeader1()
                .Text(text =>
                {
                    text.AlignCenter();
                    text.Span(Imprint.Title.Zh)
                        .FontSize(Imprint.Title.Zh.Length > 12 ? 20 : 25)
                        .Bold()
                        .FontColor(Look.Accent)
                        .LetterSpacing(0.1f);
                });
            if (Imprint.WithEnglish)
            {
                column
                    .Item()
                    .PaddingTop(2)
                    .AlignCenter()
                    .SemanticLanguage("en")
                    .Text(text =>
                    {
                        text.AlignCenter();
                        text.Span(Imprint.Title.En).FontSize(9.5f).FontColor(Look.Faint);
                    });
            }
            column.Item().PaddingTop(12).LineHorizontal(0.8f).LineColor(IsFramed ? Look.Rule : Look.Accent);
            column
                .Item()
                .PaddingTop(6)
                .Row(row =>
                {
                    row.Spacing(10);
                    row.RelativeItem().Element(c => Labelled(c, NumberName.Zh, Imprint.Number, text => text.AlignLeft()));
                    if (Imprint.Edition > 1)
                        row.AutoItem().Element(c => Labelled(c, Edition.Name, Edition.Value, text => text.AlignCenter()));
                    if (Reference is { } reference)
                        row.RelativeItem().Element(c => Labelled(c, reference.Name.Zh, reference.Value, text => text.AlignRight()));
                    else
                        row.RelativeItem().Element(c => Labelled(c, "签发日期", Print.Day(Imprint.IssuedOn), text => text.AlignRight()));
                });
        });

    private static void Labelled(IContainer container, string name, string value, Action<TextDescriptor> align) =>
        container.Text(text =>
        {
            align(text);
            text.Span($"{name}　").FontSize(9.5f).FontColor(Look.Faint);
            text.Span(value).FontSize(9.5f).Bold();
        });

    private void Closing(IContainer container) =>
        container.Row(row =>
        {
            row.ConstantItem(27, Unit.Millimetre)
                .SemanticImage($"核验二维码，内容为{Imprint.VerifyAt}")
                .Image(QrCode.Png(Imprint.VerifyAt))
                .FitWidth();
            row.ConstantItem(5, Unit.Millimetre);
            row.ConstantItem(53, Unit.Millimetre)
                .AlignBottom()
                .Column(column =>
                {
                    column.Spacing(2);
                    column.Item().Text("扫码核验真伪和现行状态").FontSize(9);
                    if (Imprint.WithEnglish)
                        column.Item().SemanticLanguage("en").Text("Scan to verify").FontSize(7.5f).FontColor(Look.Faint);
                    column.Item().PaddingTop(4).Text("核验码").FontSize(9).FontColor(Look.Faint);
                    column.Item().Text(Imprint.Code).FontSize(9);
                });
            row.RelativeItem()
                .AlignBottom()
                .Column(column =>
                {
                    column.Spacing(4);
                    column.Item().AlignRight().Text($"{IssuerName.Zh}（盖章）").FontSize(9).FontColor(Look.Faint);
                    column
                        .Item()
                        .Text(text =>
                        {
                            text.AlignRight();
                            text.Span(Imprint.Issuer).FontSize(10).Bold();
                        });
                    column.Item().AlignRight().Text(Print.Day(Imprint.IssuedOn));
                });
        });

    // Rotated about the centre of the page, and light enough to read the text below it.
    private static void Across(IContainer page, string words)
    {
        const float width = 640,
            height = 90;
        page.AlignCenter()
            .AlignMiddle()
            .Unconstrained()
            .TranslateX(-width / 2)
            .TranslateY(-height / 2)
            .Width(width)
            .Height(height)
            .TranslateX(width / 2)
            .TranslateY(height / 2)
            .Rotate(-32)
            .TranslateX(-width / 2)
            .TranslateY(-height / 2)
            .AlignCenter()
            .AlignMiddle()
            .Text(words)
            .FontSize(Math.Min(54, 480f / words.Length))
            .Bold()
            .FontColor("#2E8A1C1C")
            .LetterSpacing(0.08f);
    }
}

/// <summary>Colours and font sizes (points) shared by all certificates.</summary>
internal static class Look
{
    public const string Ink = "#1F2A37";
    public const string Accent = "#8A1C1C";
    public const string Faint = "#6B7280";
    public const string Rule = "#C8B89A";
    public const string Tint = "#FAF6EE";
    public const float BodySize = 10.5f;
    public const float TextSize = 11.5f;
}

internal static class Print
{
    public static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    public static string Term(DateOnly from, DateOnly to) => $"{Day(from)}至{Day(to)}";

    public static string ShortDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>For example ¥1,200,000.00, without a space in which a digit could be inserted.</summary>
    public static string Money(Yuan amount) => $"¥{amount}";

    /// <summary>The amount in figures and, on the next line, in capital numerals (人民币大写), which are hard to alter.</summary>
    public static string MoneyInWords(Yuan amount) => $"{Money(amount)}\n人民币（大写）{ChineseAmount.Of(amount)}";

    public static string EditionName(this Imprint imprint) => string.Create(CultureInfo.InvariantCulture, $"第{imprint.Edition}版");

    public static string ReplacementName(this Imprint imprint) => $"{imprint.EditionName()}（换发）";

    public static string Person(string? name) => name ?? "（姓名已删除）";

    public static string Year(int year) => string.Create(CultureInfo.InvariantCulture, $"{year}年度");

    public static string Index(int zeroBased) => (zeroBased + 1).ToString(CultureInfo.InvariantCulture);
}
