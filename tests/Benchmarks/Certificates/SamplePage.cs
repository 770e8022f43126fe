using System.Globalization;
using QRCoder;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks.Certificates;

/// <summary>Texts, fonts and QR code of a sample certificate, for the competitors to lay out.</summary>
internal sealed record SamplePage(
    string Title,
    string English,
    string Number,
    string Registration,
    IReadOnlyList<SampleRow> Rows,
    string Statement,
    string Issuer,
    string Day,
    string Code,
    IReadOnlyList<string> Qr,
    string Regular,
    string Bold
)
{
    public static ContractRegistered Contract(int i) =>
        SampleMessages.Registered with
        {
            ContractId = string.Create(CultureInfo.InvariantCulture, $"case{i}"),
            Number = string.Create(CultureInfo.InvariantCulture, $"500001202600{i % 10000:D4}"),
            Title = string.Create(CultureInfo.InvariantCulture, $"智能装配线视觉检测系统开发第{i}期（虚构）"),
            ContractValue = Yuan.Of(1_200_000 + i),
        };

    public static string NumberOf(int i) => string.Create(CultureInfo.InvariantCulture, $"CQGX-2026-{i + 1:D6}");

    public static SamplePage Of(int i)
    {
        var c = Contract(i);
        SampleRow[] rows =
        [
            new("项目名称", "Project", c.Title),
            new("合同类别", "Kind", $"{c.KindName.Zh}（{c.Kind}）"),
            new("卖方", "Seller", $"{c.Sellers[0].Name}\n{c.Sellers[0].Uscc}"),
            new("买方", "Buyer", $"{c.Buyers[0].Name}\n{c.Buyers[0].Uscc}"),
            new("签订日期", "Signed on", "2026年9月8日"),
            new("登记日期", "Registered on", "2026年11月20日"),
            new("合同有效期", "Term", "2026年9月8日 至 2028年9月8日"),
            new("合同成交额", "Contract value", $"¥ {c.ContractValue}"),
            new("技术交易额", "Technical amount", $"¥ {c.TechnicalAmount}"),
            new("金额说明", "Amounts", "人民币，合同价款已确定。"),
        ];
        return new(
            "技术合同登记证明",
            "Certificate of Registration of a Technology Contract",
            NumberOf(i),
            c.Number,
            rows,
            "　　上述技术合同经认定符合《技术合同认定登记管理办法》的规定，准予登记。技术交易额为合同成交额扣除非技术性费用后的金额，由本登记机构核定。",
            c.RegistrarOffice,
            "2026年11月20日",
            "0ABCD-1EFGH-2JKMN-3PQRS",
            QrRows($"https://certificates.example/api/verify/{NumberOf(i)}?code=0ABCD-1EFGH-2JKMN-3PQRS"),
            FontFile("noto-serif-sc", "400Regular", "NotoSerifSC_400Regular"),
            FontFile("noto-serif-sc", "700Bold", "NotoSerifSC_700Bold")
        );
    }

    // Each row of the QR code as a text of 0 (light) and 1 (dark).
    private static string[] QrRows(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return [.. data.ModuleMatrix.Select(row => string.Concat(row.Cast<bool>().Select(dark => dark ? '1' : '0')))];
    }

    private static string FontFile(string family, string folder, string name) =>
        Repository.PathOf("node_modules", "@expo-google-fonts", family, folder, $"{name}.ttf");
}

internal sealed record SampleRow(string Zh, string En, string Value);
