using TechTransfer.Hosting;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>The payee uploaded a paper.</summary>
[WireName("ReceiptPaperAttached")]
public sealed record ReceiptPaperAttached(ReceiptPaper Paper, string By, DateTimeOffset At);

/// <summary>Adds a paper whose document was received: bank slip or invoice, later the slip of a refund. The same kind and name again takes
/// the place of the earlier one
/// until the receipt is confirmed.</summary>
public static class AttachToReceipt
{
    public static Outcome<Change<Receipt>> Decide(Receipt receipt, ReceiptPaper paper, Caller caller, DateTimeOffset now)
    {
        var problem = ReceiptLifeCycle.Attach.Against(receipt, caller) ?? Finding.Refusal(ReceiptRules.Paper(paper.Kind, paper.Name, ""));
        if (problem is not null)
            return problem;
        if (!DocumentType.Papers.Contains(paper.Type))
            return Problem.Of(Catalogue.UnsupportedMediaType, ("expected", string.Join(", ", DocumentType.Papers)));

        var earlier = receipt.Papers.FirstOrDefault(p => p.Kind == paper.Kind && p.Name == paper.Name);
        if (earlier is { Sha256: { } announced, Size: null } && announced != paper.Sha256)
            return Wrong("sha256", new("文件与登记时声明的 SHA-256 不符。", "The file is not the one whose SHA-256 was announced."));
        if (earlier is not null && receipt.Status != ReceiptStatus.Recorded)
            return Wrong(
                "name",
                new("到账确认后不能替换凭证，请换一个文件名。", "A paper is not replaced after the confirmation: choose another name.")
            );
        ReceiptPaper[] papers = [.. receipt.Papers.Where(p => p != earlier), paper];
        if (papers.Length > ReceiptRules.MostPapers)
            return Wrong("", new($"最多 {ReceiptRules.MostPapers} 份凭证。", $"At most {ReceiptRules.MostPapers} papers."));
        return new Change<Receipt>(receipt with { Papers = papers, Refusal = null }, new ReceiptPaperAttached(paper, caller.Subject, now));
    }

    private static Problem Wrong(string path, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(path);
}
