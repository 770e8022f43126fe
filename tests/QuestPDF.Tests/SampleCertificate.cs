using System.Globalization;
using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;

namespace QuestPDF.Tests;

internal sealed class SampleCertificate(byte[] code) : IDocument
{
    private static readonly Color Ink = Color.FromHex("#1A1A1A");
    private static readonly Color Accent = Color.FromHex("#9B1C1F");
    private static readonly Color Rule = Color.FromHex("#C9B79C");

    public static readonly (string Label, string Value)[] Rows =
    [
        ("合同编号", "2026-4401-JF-000123"),
        ("合同名称", "虚构·高熵合金粉末床熔融成形工艺技术开发合同"),
        ("合同类别", "技术开发（委托）合同"),
        ("卖方（受托方）", "虚构大学龘研究院（统一社会信用代码 12440000MB2D00001X）"),
        ("买方（委托方）", "㛃𠮷智能装备（虚构）有限公司（统一社会信用代码 91440101MA5ABCDE2K）"),
        ("合同成交金额", "人民币 3,860,000.00 元（大写：叁佰捌拾陆万元整）"),
        ("技术交易额", "人民币 3,520,000.00 元"),
        ("合同签订日期", "2026年3月18日"),
        ("有效期限", "2026年3月18日至2028年12月31日"),
    ];

    public DocumentMetadata GetMetadata() =>
        new()
        {
            Title = "技术合同认定登记证明 2026-4401-JF-000123",
            Author = "虚构市技术合同登记站",
            Subject = "技术合同认定登记证明",
            Keywords = "技术合同, 认定登记",
            Creator = "TechTransfer",
            Producer = "TechTransfer",
            Language = "zh-CN",
            CreationDate = new DateTimeOffset(2026, 3, 20, 9, 30, 0, TimeSpan.FromHours(8)),
            ModifiedDate = new DateTimeOffset(2026, 3, 20, 9, 30, 0, TimeSpan.FromHours(8)),
        };

    public DocumentSettings GetSettings() => new() { PDFA_Conformance = PDFA_Conformance.PDFA_2U };

    public void Compose(IDocumentContainer container) =>
        container.Page(page =>
        {
            page.Size(PageSizes.A4);
            page.MarginHorizontal(28, Unit.Millimetre);
            page.MarginVertical(26, Unit.Millimetre);
            page.PageColor(Colors.White);
            page.DefaultTextStyle(style =>
                style.FontFamily(TestFonts.Serif, TestFonts.Japanese).FontSize(11).FontColor(Ink).LineHeight(1.5f)
            );

            page.Background().Padding(12, Unit.Millimetre).Border(2.2f, Accent).Padding(4).Border(0.6f, Rule);
            page.Header().Column(Title);
            page.Content().PaddingTop(18).Column(Body);
            page.Footer().Column(Foot);
        });

    private static void Title(ColumnDescriptor column)
    {
        column.Spacing(6);
        column.Item().Text("技术合同认定登记证明").FontSize(26).Bold().FontColor(Accent).LetterSpacing(0.12f).AlignCenter();
        column
            .Item()
            .Text("CERTIFICATE OF TECHNOLOGY CONTRACT REGISTRATION")
            .FontSize(8.5f)
            .LetterSpacing(0.18f)
            .FontColor(Colors.Grey.Darken2)
            .AlignCenter();
        column.Item().PaddingTop(6).LineHorizontal(0.8f).LineColor(Rule);
    }

    private void Body(ColumnDescriptor column)
    {
        column.Spacing(16);
        column
            .Item()
            .AlignRight()
            .Text(text =>
            {
                text.Span("登记编号：").FontColor(Colors.Grey.Darken2);
                text.Span("粤技登字〔2026〕第 000123 号").SemiBold();
            });
        column
            .Item()
            .Text(
                "根据《中华人民共和国民法典》第八百四十三条、《技术合同认定登记管理办法》第六条的规定，经审查，下列合同符合“技术开发合同”的认定条件，准予登记，特此证明。"
            )
            .ParagraphFirstLineIndentation(22)
            .Justify();
        column
            .Item()
            .Table(table =>
            {
                table.ColumnsDefinition(columns =>
                {
                    columns.ConstantColumn(104);
                    columns.RelativeColumn();
                });
                foreach (var (label, value) in Rows)
                {
                    table
                        .Cell()
                        .Element(Cell)
                        .Background(Color.FromHex("#FAF6EE"))
                        .Padding(7)
                        .PaddingHorizontal(2)
                        .AlignMiddle()
                        .AlignCenter()
                        .Text(label)
                        .Bold();
                    table.Cell().Element(Cell).Padding(7).PaddingHorizontal(4).AlignMiddle().Text(value);
                }
            });
        column
            .Item()
            .PaddingTop(4)
            .Row(row =>
            {
                row.Spacing(16);
                row.ConstantItem(84).Image(code).FitWidth();
                row.RelativeItem()
                    .AlignMiddle()
                    .Text(text =>
                    {
                        text.DefaultTextStyle(style => style.FontSize(9).FontColor(Colors.Grey.Darken3));
                        text.Line("扫描二维码，或登录以下网址核验本证明的真实性与当前状态：");
                        text.Hyperlink("https://example.org/verify/2026-4401-JF-000123", "https://example.org/verify/2026-4401-JF-000123")
                            .FontColor(Accent)
                            .Underline();
                    });
                row.ConstantItem(150)
                    .AlignMiddle()
                    .Text(text =>
                    {
                        text.AlignCenter();
                        text.Line("虚构市技术合同登记站").Bold();
                        text.Span(string.Create(CultureInfo.InvariantCulture, $"{2026}年{3}月{20}日"));
                    });
            });

        static IContainer Cell(IContainer cell) => cell.Border(0.6f, Rule);
    }

    private static void Foot(ColumnDescriptor column)
    {
        column.Spacing(4);
        column.Item().LineHorizontal(0.5f).LineColor(Rule);
        column
            .Item()
            .Row(row =>
            {
                row.RelativeItem().Text("本证明由系统签发，涂改无效。").FontSize(8).FontColor(Colors.Grey.Darken1);
                row.AutoItem()
                    .Text(text =>
                    {
                        text.DefaultTextStyle(style => style.FontSize(8).FontColor(Colors.Grey.Darken1));
                        text.Span("第 ");
                        text.CurrentPageNumber();
                        text.Span(" 页 / 共 ");
                        text.TotalPages();
                        text.Span(" 页");
                    });
            });
    }
}
