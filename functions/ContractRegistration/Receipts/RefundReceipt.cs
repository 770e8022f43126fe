using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>
/// 退款登记: the payee records a refund of a confirmed receipt. A receipt has at most one pending refund; a refund reduces the income once
/// the payer or finance confirms the refund.
/// </summary>
public sealed class RefundReceipt(Commands<Receipt> commands, TimeProvider time)
{
    [Function("RefundReceipt")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Record a refund, as the payee; it counts once it is confirmed",
        Body = typeof(RefundReceiptBody),
        Answer = typeof(ReceiptView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/{id}/refund")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<RefundReceiptBody>(
            request,
            id,
            (receipt, body, caller) => Decide(receipt, body, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Receipt>> Decide(Receipt receipt, RefundReceiptBody body, Caller caller, DateTimeOffset now)
    {
        if (ReceiptLifeCycle.Refund.Against(receipt, caller) is { } problem)
            return problem;
        if (Finding.Refusal(Check(receipt, body, now.ChinaDate())) is { } refusal)
            return refusal;

        var given = body.Allocations?.ToDictionary(a => a.ContractId, a => a.Amount) ?? Spread(receipt, body.Amount);
        RefundPart[] parts =
        [
            .. receipt
                .Allocations.Where(a => given.GetValueOrDefault(a.ContractId) > Yuan.Zero)
                .Select(a => new RefundPart(
                    a.ContractId,
                    given[a.ContractId],
                    TechnicalPart.OfRefund(a, RefundedOf(receipt, a), given[a.ContractId])
                )),
        ];
        var refund = new Refund(body.RefundedOn, body.Amount, body.BankReference, parts, Act.Of(caller, now));
        return new Change<Receipt>(receipt with { PendingRefund = refund, Refusal = null }, new RefundFiled(refund, caller.Subject, now));
    }

    public static Yuan RefundedOf(Receipt receipt, Allocation allocation) =>
        receipt.Refunds.SelectMany(r => r.Parts).Where(p => p.ContractId == allocation.ContractId).Sum(p => p.Amount);

    private static Dictionary<string, Yuan> Spread(Receipt receipt, Yuan amount)
    {
        var left = receipt.Allocations.Select(a => (a.Amount - RefundedOf(receipt, a)).Fen).ToArray();
        var parts = amount.SplitByLargestRemainder(left);
        return receipt.Allocations.Select((a, i) => (a.ContractId, Part: parts[i])).ToDictionary(p => p.ContractId, p => p.Part);
    }

    private static IEnumerable<Finding> Check(Receipt receipt, RefundReceiptBody body, DateOnly today)
    {
        if (ReceiptRules.Day(body.RefundedOn, "refundedOn", today) is { } day)
            yield return day;
        else if (body.RefundedOn < receipt.ReceivedOn)
            yield return Error(
                FindingCodes.RefundedBeforeReceived,
                "refundedOn",
                new(
                    $"退款日期早于到账日期（{receipt.ReceivedOn:yyyy年M月d日}），请核对。",
                    $"The refund is dated before the receipt ({receipt.ReceivedOn:yyyy-MM-dd}). Check it."
                )
            );
        if (ReceiptRules.BankReference(body.BankReference) is { } reference)
            yield return reference;
        var left = receipt.Amount - receipt.Refunded();
        if (ReceiptRules.Amount(body.Amount, "amount") is { } amount)
        {
            yield return amount;
            yield break;
        }
        if (body.Amount > left)
            yield return Error(
                FindingCodes.RefundExceedsReceipt,
                "amount",
                new(
                    $"退款金额超过该笔到账的余额{left}元，请核对。",
                    $"The refund exceeds the remaining {left} yuan of this receipt. Check it."
                )
            );
        if (body.Allocations is not { } given)
            yield break;
        if (given.Count is 0 or > ReceiptRules.MaxAllocations)
            yield return Error(
                FindingCodes.AllocationsMissing,
                "allocations",
                new(
                    "退款涉及的合同未列明，请列出；按比例退款的，不填写该项。",
                    "The contracts of the refund are not listed. List them, or leave the list out for a proportional refund."
                )
            );
        var wrong = false;
        for (var i = 0; i < Math.Min(given.Count, ReceiptRules.MaxAllocations); i++)
        {
            foreach (var finding in CheckPart(receipt, given, i))
            {
                wrong = true;
                yield return finding;
            }
        }
        if (!wrong && given.Count > 0 && given.Sum(a => a.Amount) is var sum && sum != body.Amount)
        {
            yield return Error(
                FindingCodes.AllocationsDiffer,
                "allocations",
                new(
                    $"各份合同的退款合计{sum}元，与退款金额{body.Amount}元不一致，请核对。",
                    $"The refunds of the contracts add up to {sum} yuan, but the refund is {body.Amount} yuan. Check them."
                )
            );
        }
    }

    private static IEnumerable<Finding> CheckPart(Receipt receipt, IReadOnlyList<RefundGiven> given, int index)
    {
        var path = $"allocations[{index}]";
        var part = given[index];
        if (receipt.Allocations.FirstOrDefault(a => a.ContractId == part.ContractId) is not { } allocation)
            yield return Error(
                FindingCodes.ContractUnknown,
                $"{path}.contractId",
                new(
                    "该笔到账未分配到这份合同，请重新选择合同。",
                    "No part of this receipt is allocated to this contract. Choose another contract."
                )
            );
        else if (given.Take(index).Any(g => g.ContractId == part.ContractId))
            yield return Error(
                FindingCodes.ContractRepeated,
                $"{path}.contractId",
                new("同一份合同重复列出，请合并填写。", "The same contract is listed more than once. Merge the items.")
            );
        else if (ReceiptRules.Amount(part.Amount, $"{path}.amount") is { } amount)
            yield return amount;
        else if (allocation.Amount - RefundedOf(receipt, allocation) is var left && part.Amount > left)
            yield return Error(
                FindingCodes.RefundExceedsReceipt,
                $"{path}.amount",
                new(
                    $"退款金额超过该合同项下的到账余额{left}元，请核对。",
                    $"The refund exceeds the remaining {left} yuan received for this contract. Check it."
                )
            );
    }

    private static Finding Error(FindingCode code, string path, Text message) => new(code, Severity.Error, path, message);
}

/// <seealso cref="Refund"/>
[SchemaName("RefundReceipt")]
public sealed record RefundReceiptBody
{
    public required DateOnly RefundedOn { get; init; }

    public required Yuan Amount { get; init; }

    public required string BankReference { get; init; }

    /// <summary>Refunds by contract; if left out, in proportion to what remains of each allocation.</summary>
    public IReadOnlyList<RefundGiven>? Allocations { get; init; }
}

public sealed record RefundGiven(string ContractId, Yuan Amount);

[WireName("RefundFiled")]
public sealed record RefundFiled(Refund Refund, string By, DateTimeOffset At);
