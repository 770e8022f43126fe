using System.Globalization;
using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;
using TechTransfer.Kernel;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Papers;

/// <summary>
/// The registration certificate (技术合同登记证明): contract value and technical amount as the 2026 measures want them stated (《技术合同认定登记管理办法》
/// 第十五条, known from the consultation draft), parties, dates, registration number, and what it takes to verify it. Nothing of the contract's text.
/// </summary>
internal sealed class RegistrationCertificate(ContractRegistered facts, Imprint imprint) : IDocument
{
    private const string Ink = "#1F2A37";
    private const string Accent = "#8A1C1C";
    private const string Faint = "#6B7280";
    private const string Rule = "#C8B89A";
    private const string Tint = "#FAF6EE";

    public DocumentMetadata GetMetadata() => new()
    {
        Title = $"技术合同登记证明 {imprint.Number}",
        Author = facts.RegistrarOffice,
        Subject = $"技术合同登记编号 {facts.Number}",
        Keywords = "技术合同认定登记",
        Creator = "TechTransfer",
        Producer = "TechTransfer",
        Language = "zh-CN",
        CreationDate = imprint.IssuedAt,
        ModifiedDate = imprint.IssuedAt,
    };

    public DocumentSettings GetSettings() => new() { PDFA_Conformance = PDFA_Conformance.PDFA_3B };

    public void Compose(IDocumentContainer container) => container.Page(page =>
    {
        page.Size(PageSizes.A4);
        page.MarginHorizontal(27, Unit.Millimetre);
        page.MarginVertical(25, Unit.Millimetre);
        page.PageColor(Colors.White);
        page.DefaultTextStyle(style => style.FontFamily(Fonts.Families).FontSize(10.5f).FontColor(Ink).LineHeight(1.25f));
        // A double frame, as such papers have.
        page.Background().Padding(13, Unit.Millimetre).Border(1.6f).BorderColor(Accent).Padding(1.2f, Unit.Millimetre).Border(0.5f).BorderColor(Rule);
        page.Header().Element(Heading);
        page.Content().PaddingTop(16).Column(column =>
        {
            column.Item().Element(Facts);
            column.Item().PaddingTop(18).Element(Statement);
        });
        page.Footer().Element(Issuer);
    });

    private void Heading(IContainer container) => container.Column(column =>
    {
        column.Item().AlignCenter().Text("技术合同登记证明").FontSize(26).Bold().FontColor(Accent).LetterSpacing(0.12f);
        column.Item().PaddingTop(2).AlignCenter().Text("Certificate of Registration of a Technology Contract").FontSize(9.5f).FontColor(Faint);
        column.Item().PaddingTop(14).LineHorizontal(0.8f).LineColor(Rule);
        column.Item().PaddingTop(6).Row(row =>
        {
            row.RelativeItem().Text(text => { text.Span("证明编号　").FontColor(Faint); text.Span(imprint.Number).Bold(); });
            row.RelativeItem().AlignRight().Text(text => { text.Span("合同登记编号　").FontColor(Faint); text.Span(facts.Number).Bold(); });
        });
    });

    private void Facts(IContainer container) => container.Table(table =>
    {
        table.ColumnsDefinition(columns =>
        {
            columns.ConstantColumn(27, Unit.Millimetre);
            columns.RelativeColumn();
            columns.ConstantColumn(27, Unit.Millimetre);
            columns.RelativeColumn();
        });

        void Label(string zh, string en) => table.Cell().Element(LabelCell).Column(label =>
        {
            label.Item().Text(zh).FontSize(10);
            label.Item().Text(en).FontSize(6.8f).FontColor(Faint);
        });
        void Wide(string zh, string en, string value)
        {
            Label(zh, en);
            table.Cell().ColumnSpan(3).Element(ValueCell).Text(value);
        }
        void Half(string zh, string en, string value, bool strong = false)
        {
            Label(zh, en);
            var text = table.Cell().Element(ValueCell).Text(value);
            if (strong) text.Bold();
        }

        Wide("项目名称", "Project", facts.Title);
        Wide("合同类别", "Kind", $"{facts.KindName.Zh}（{facts.Kind}）");
        Wide("卖方", "Seller", string.Join("\n", facts.Sellers.Select(PartyLine)));
        Wide("买方", "Buyer", string.Join("\n", facts.Buyers.Select(PartyLine)));
        if (facts.Intermediary is { } broker) Wide("中介方", "Intermediary", PartyLine(broker));
        Half("签订日期", "Signed on", Day(facts.SignedOn));
        Half("登记日期", "Registered on", Day(facts.RegisteredOn));
        Wide("合同有效期", "Term", $"{Day(facts.EffectiveFrom)} 至 {Day(facts.EffectiveTo)}");
        Half("合同成交额", "Contract value", Money(facts.ContractValue), strong: true);
        Half("技术交易额", "Technical amount", Money(facts.TechnicalAmount), strong: true);
        Wide("金额说明", "Amounts", AmountNote());
        if (imprint.Edition > 1) Wide("变更登记", "Changed", string.Create(CultureInfo.InvariantCulture, $"{Day(imprint.IssuedOn)} 第 {imprint.Edition} 版，替代此前各版"));
    });

    private void Statement(IContainer container) => container.Text(text =>
    {
        text.Span($"　　上述技术合同经认定符合《技术合同认定登记管理办法》的规定，准予登记。技术交易额为合同成交额扣除非技术性费用后的金额，由本登记机构核定。").LineHeight(1.5f);
    });

    private void Issuer(IContainer container) => container.Row(row =>
    {
        row.ConstantItem(30, Unit.Millimetre).Image(QrCode.Png(imprint.VerifyAt)).FitWidth();
        row.ConstantItem(5, Unit.Millimetre);
        row.ConstantItem(53, Unit.Millimetre).AlignBottom().Column(column =>
        {
            column.Spacing(2);
            column.Item().Text("扫码验证真伪和当前状态").FontSize(9);
            column.Item().Text("Scan to verify").FontSize(7.5f).FontColor(Faint);
            column.Item().PaddingTop(4).Text("验证码").FontSize(9).FontColor(Faint);
            column.Item().Text(imprint.Code).FontSize(9);
        });
        row.RelativeItem().AlignBottom().Column(column =>
        {
            column.Spacing(4);
            column.Item().AlignRight().Text("登记机构").FontSize(9).FontColor(Faint);
            column.Item().Text(text => { text.AlignRight(); text.Span(facts.RegistrarOffice).FontSize(9.5f).Bold(); });
            column.Item().AlignRight().Text($"{imprint.IssuedOn:yyyy年M月d日}");
        });
    });

    private static IContainer LabelCell(IContainer cell) => cell.Border(0.5f).BorderColor(Rule).Background(Tint).PaddingHorizontal(7).PaddingVertical(7).AlignMiddle();

    private static IContainer ValueCell(IContainer cell) => cell.Border(0.5f).BorderColor(Rule).PaddingHorizontal(9).PaddingVertical(8).AlignMiddle();

    private string AmountNote() => facts.ValueStatus switch
    {
        "estimated" => "合同价款为暂估，以实际履行金额为准。",
        "undetermined" => "合同价款尚未确定，确定前不得据以享受优惠。",
        _ => "人民币，合同价款已确定。",
    };

    private static string PartyLine(ContractParty party) => party.Uscc is { } uscc ? $"{party.Name}\n{uscc}" : party.Name;

    private static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    private static string Money(Yuan amount) => $"¥ {amount}";
}
