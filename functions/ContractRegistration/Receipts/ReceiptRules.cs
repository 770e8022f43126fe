using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

public static class ReceiptRules
{
    public const int MaxAllocations = 20;
    public const int MaxAttachments = 20;
    private const int LongestText = 64;
    private const int LongestName = 200;
    private static readonly Yuan Largest = Yuan.Of(1_000_000_000_000m);
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public static IReadOnlyList<string> AttachmentKinds { get; } = ["bankSlip", "invoice", "refundSlip", "other"];

    public static IReadOnlyList<Finding> Check(
        RecordReceiptBody body,
        IReadOnlyDictionary<string, NamedContract> contracts,
        Caller caller,
        DateOnly today
    )
    {
        Finding[] form = [.. Form(body, today)];
        return form.Length > 0 ? form : [.. Contracts(body, contracts, caller)];
    }

    public static Party? Payer(Contract state, string payer) =>
        state.Content.Buyers.FirstOrDefault(b => b.Identity() == payer || (b.Uscc is null && ComparedText.Same(b.Identity(), payer)));

    public static bool IsContractId(string? id) => id is { Length: > 0 and <= 40 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    public static Finding? Amount(Yuan amount, string path) =>
        amount > Yuan.Zero && amount <= Largest
            ? null
            : Error(
                FindingCodes.FigureOutOfRange,
                path,
                new($"金额应大于0元且不超过{Largest}元，请核对。", $"An amount must be above 0 and at most {Largest} yuan. Check it.")
            );

    public static Finding? BankReference(string reference) =>
        IsSameWord(reference, " -/._")
            ? null
            : Error(
                FindingCodes.BankReferenceMalformed,
                "bankReference",
                new(
                    $"银行回单号应为1至{LongestText}个字母、数字、连字符、斜杠、句点或者下划线，请核对。",
                    $"A bank reference must have 1 to {LongestText} letters, digits or - / . _. Check it."
                )
            );

    public static Finding? Day(DateOnly day, string path, DateOnly today)
    {
        var name = path == "refundedOn" ? new Text("退款日期", "The date of the refund") : new("到账日期", "The date of the receipt");
        if (day > today)
            return Error(
                FindingCodes.DateInFuture,
                path,
                new(
                    $"{name.Zh}应不晚于今天（{today:yyyy年M月d日}），请核对。",
                    $"{name.En} must not be after today ({today:yyyy-MM-dd}). Check it."
                )
            );
        return day >= Earliest
            ? null
            : Error(
                FindingCodes.DateOutOfRange,
                path,
                new($"{name.Zh}应不早于{Earliest:yyyy年M月d日}，请核对。", $"{name.En} must not be before {Earliest:yyyy-MM-dd}. Check it.")
            );
    }

    public static IEnumerable<Finding> CheckAttachment(string? kind, string? name, string path)
    {
        if (!AttachmentKinds.Contains(kind))
            yield return Error(
                FindingCodes.UnknownAttachmentKind,
                $"{path}kind",
                new(
                    "凭证种类请选择：银行回单、发票、退款凭证、其他。",
                    "Choose the kind of attachment: bank slip, invoice, refund slip, other."
                )
            );
        if (name is not { Length: > 0 and <= LongestName } || name.Any(c => char.IsControl(c) || c is '/' or '\\'))
        {
            yield return Error(
                FindingCodes.TextUnfit,
                $"{path}name",
                new(
                    $"文件名应为1至{LongestName}个字符，不含斜杠和控制字符，请修改文件名。",
                    $"The file name must have 1 to {LongestName} characters, without slashes or control characters. Rename the file."
                )
            );
        }
    }

    private static IEnumerable<Finding> Form(RecordReceiptBody body, DateOnly today)
    {
        if (Day(body.ReceivedOn, "receivedOn", today) is { } day)
            yield return day;
        if (Amount(body.Amount, "amount") is { } amount)
            yield return amount;
        if (!IsSameWord(body.InvoiceNumber, "-"))
            yield return Error(
                FindingCodes.InvoiceNumberMalformed,
                "invoiceNumber",
                new(
                    $"发票号码应为1至{LongestText}个字母、数字或者连字符，请核对。",
                    $"An invoice number must have 1 to {LongestText} letters, digits or hyphens. Check it."
                )
            );
        if (BankReference(body.BankReference) is { } reference)
            yield return reference;
        if (string.IsNullOrWhiteSpace(body.Payer))
            yield return Error(
                FindingCodes.PayerMissing,
                "payer",
                new("付款单位未填写，请填写其统一社会信用代码。", "The payer is missing. Enter its unified social credit code.")
            );
        else if (body.Payer.Length > LongestName || body.Payer.Any(char.IsControl))
            yield return Error(
                FindingCodes.TextUnfit,
                "payer",
                new(
                    $"付款单位最多{LongestName}个字符，不含控制字符，请核对。",
                    $"The payer can have at most {LongestName} characters, without control characters. Check it."
                )
            );

        foreach (var finding in Allocations(body))
            yield return finding;
        if (body.Attachments.Count > MaxAttachments)
            yield return Error(
                FindingCodes.TooManyItems,
                "attachments",
                new(
                    $"一笔到账最多上传{MaxAttachments}份凭证，请合并后上传。",
                    $"A receipt can have at most {MaxAttachments} attachments. Merge some."
                )
            );
        for (var i = 0; i < Math.Min(body.Attachments.Count, MaxAttachments); i++)
        {
            foreach (var finding in AttachmentGiven(body, i))
                yield return finding;
        }
    }

    private static IEnumerable<Finding> Allocations(RecordReceiptBody body)
    {
        var allocations = body.Allocations;
        if (allocations.Count == 0)
            yield return Error(
                FindingCodes.AllocationsMissing,
                "allocations",
                new(
                    "到账款项未分配到合同，请至少分配到一份合同。",
                    "The receipt is not allocated to a contract. Allocate it to at least one."
                )
            );
        if (allocations.Count > MaxAllocations)
            yield return Error(
                FindingCodes.TooManyItems,
                "allocations",
                new(
                    $"一笔到账最多分配到{MaxAllocations}份合同，请分笔登记。",
                    $"A receipt can be allocated to at most {MaxAllocations} contracts. Record it in parts."
                )
            );
        if (allocations.Count is 0 or > MaxAllocations)
            yield break;

        var faulty = false;
        for (var i = 0; i < allocations.Count; i++)
        {
            var path = $"allocations[{i}]";
            var allocation = allocations[i];
            if (!IsContractId(allocation.ContractId))
                yield return Unknown(path);
            else if (allocations.Take(i).Any(a => a.ContractId == allocation.ContractId))
                yield return Error(
                    FindingCodes.ContractRepeated,
                    $"{path}.contractId",
                    new(
                        "同一份合同在该笔到账中重复列出，请合并填写。",
                        "The same contract is listed more than once in this receipt. Merge the items."
                    )
                );
            if (Amount(allocation.Amount, $"{path}.amount") is { } wrong)
            {
                faulty = true;
                yield return wrong;
            }
            else if (allocation.TechnicalAmount is { } technical && (technical.IsNegative || technical > allocation.Amount))
            {
                yield return Error(
                    FindingCodes.TechnicalAboveAmount,
                    $"{path}.technicalAmount",
                    new(
                        $"第{i + 1}份合同的技术性收入应在0元与分配金额之间，请核对。",
                        $"The technical income of item {i + 1} must be between 0 and its amount. Check it."
                    )
                );
            }
        }
        if (!faulty && allocations.Sum(a => a.Amount) is var sum && sum != body.Amount)
        {
            yield return Error(
                FindingCodes.AllocationsDiffer,
                "allocations",
                new(
                    $"分配到各份合同的金额合计{sum}元，与到账金额{body.Amount}元不一致，请核对。",
                    $"The amounts allocated to the contracts add up to {sum} yuan, but the receipt is {body.Amount} yuan. Check them."
                )
            );
        }
    }

    private static IEnumerable<Finding> AttachmentGiven(RecordReceiptBody body, int index)
    {
        var (path, attachment) = ($"attachments[{index}]", body.Attachments[index]);
        foreach (var finding in CheckAttachment(attachment.Kind, attachment.Name, $"{path}."))
            yield return finding;
        if (attachment.Sha256 is { } sha256 && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower)))
            yield return Error(
                FindingCodes.HashMalformed,
                $"{path}.sha256",
                new(
                    "凭证的文件校验值应为64位小写十六进制数字，请重新选择文件（字段：sha256）。",
                    "The file checksum of the voucher must be a SHA-256 of 64 lower-case hexadecimal digits. Choose the file "
                        + "again (field: sha256)."
                )
            );
        if (body.Attachments.Take(index).Any(p => p.Kind == attachment.Kind && p.Name == attachment.Name))
            yield return Error(
                FindingCodes.AttachmentRepeated,
                path,
                new(
                    "凭证的种类和文件名与已列凭证相同，请修改文件名或者删除重复的凭证。",
                    "An attachment of the same kind and name is already listed. Rename it or delete it."
                )
            );
    }

    private static IEnumerable<Finding> Contracts(
        RecordReceiptBody body,
        IReadOnlyDictionary<string, NamedContract> contracts,
        Caller caller
    )
    {
        for (var i = 0; i < body.Allocations.Count; i++)
        {
            var (allocation, path) = (body.Allocations[i], $"allocations[{i}].contractId");
            if (!contracts.TryGetValue(allocation.ContractId, out var named))
            {
                yield return Unknown($"allocations[{i}]");
                continue;
            }
            var content = named.State.Content;
            if (named.State.Status != ContractStatus.Registered)
            {
                yield return NotRegistered(named.State.Status, path);
            }
            else if (content.Sellers.All(s => s.IsAbroad()))
            {
                yield return Error(
                    FindingCodes.PayeeAbroad,
                    path,
                    new(
                        "该合同的卖方均在境外（技术进口），境内买方不是收款方，无需登记到账，请移除该合同。",
                        "The sellers of this contract are all abroad (technology import), so no receipt needs to be recorded. "
                            + "Remove this contract."
                    )
                );
            }
            else if (!content.Sellers.Any(s => caller.ActsFor(s.Uscc)))
            {
                yield return Error(
                    FindingCodes.PayeeNotSeller,
                    path,
                    new(
                        "您所代表的单位不是该合同的卖方；到账由收款的卖方登记，请核对合同。",
                        "Your organisation is not a seller of this contract. "
                            + "The seller that received the money records the receipt. Check the contract."
                    )
                );
            }
            else
            {
                foreach (var finding in OfContract(body, i, named))
                    yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> OfContract(RecordReceiptBody body, int index, NamedContract named)
    {
        var (allocation, content, terms) = (body.Allocations[index], named.State.Content, ContractTerms.Of(named.State));
        if (Payer(named.State, body.Payer) is null)
        {
            yield return Error(
                FindingCodes.PayerNotBuyer,
                "payer",
                new(
                    $"付款方不是合同“{content.Title}”的买方，请核对付款单位或者分配的合同。",
                    $"The payer is not a buyer of the contract '{content.Title}'. Check the payer or the allocated contracts."
                )
            );
        }
        if (content.PaymentMode == PaymentMode.Equity)
        {
            yield return Error(
                FindingCodes.PaidInShares,
                $"allocations[{index}].contractId",
                new(
                    "该合同为技术入股，没有到账款项，请移除该合同。",
                    "This contract is paid in shares, so there is no money to receive. Remove this contract."
                )
            );
            yield break;
        }
        if (body.ReceivedOn < content.SignedOn)
        {
            var severity = body.Prepayment ? Severity.Warning : Severity.Error;
            yield return new(
                FindingCodes.ReceivedBeforeSigning,
                severity,
                "receivedOn",
                new(
                    $"到账日早于合同签订日（{content.SignedOn:yyyy年M月d日}）；属于预付款的，请勾选“预付款”，否则请核对日期。",
                    $"The money was received before the contract was signed ({content.SignedOn:yyyy-MM-dd}). "
                        + "If it is an advance payment, mark it as a prepayment; otherwise check the date."
                )
            );
        }
        var (part, refusal) = TechnicalPart.Of(terms, allocation.Amount, allocation.TechnicalAmount, named.Income, index);
        if (refusal is not null)
        {
            yield return Error(FindingCodes.All[refusal.Code], refusal.Path, refusal.Message);
            yield break;
        }
        if (named.Income.NetReceived + allocation.Amount > terms.Value && !terms.IsUndetermined)
        {
            yield return Warning(
                FindingCodes.ValueExceeded,
                $"allocations[{index}].amount",
                new(
                    $"累计到账将超过暂估的合同成交额{terms.Value}元，技术性收入以核定的技术交易额为限，请申请变更合同成交额。",
                    $"The receipts will exceed the estimated contract value of {terms.Value} yuan, "
                        + "and the technical income is limited to the assessed technical amount. Apply for a change of the contract value."
                )
            );
        }
        if (terms.IsUndetermined)
        {
            yield return Warning(
                FindingCodes.ValueUndetermined,
                $"allocations[{index}]",
                new(
                    "该合同价款待定，技术性收入待价款确定后核定，请在价款确定后申请变更。",
                    "The price of the contract is undetermined, so the technical income is assessed later. Apply for a change "
                        + "once the price is determined."
                )
            );
        }
        else if (allocation.TechnicalAmount is not null && part > TechnicalPart.ProRata(terms, allocation.Amount, named.Income))
        {
            yield return Warning(
                FindingCodes.TechnicalAboveProRata,
                $"allocations[{index}].technicalAmount",
                new(
                    "填报的技术性收入高于按比例计算的数额，请核对；付款单位确认到账时将一并核对。",
                    "The technical income entered is above its pro-rata share. Check it; the payer also checks it when "
                        + "confirming the receipt."
                )
            );
        }
    }

    internal static Finding NotRegistered(ContractStatus status, string path) =>
        Error(
            FindingCodes.ContractNotRegistered,
            path,
            new(
                $"该合同目前为“{status.Name().Zh}”，已登记的合同才能登记和确认到账，请核对。",
                $"The status of the contract is '{status.Name().En}'. Receipts can be recorded and confirmed only for registered "
                    + "contracts. Check it."
            )
        );

    private static Finding Unknown(string path) =>
        Error(
            FindingCodes.ContractUnknown,
            $"{path}.contractId",
            new(
                "未找到该合同，或者您所代表的单位不是其当事人，请核对合同编号。",
                "The contract was not found, or your organisation is not a party to it. Check the contract number."
            )
        );

    private static bool IsSameWord(string text, string also) =>
        text.Length is > 0 and <= LongestText
        && text.Trim() == text
        && text.All(c => char.IsAsciiLetterOrDigit(c) || also.Contains(c, StringComparison.Ordinal));

    private static Finding Error(FindingCode code, string path, Text message) => new(code, Severity.Error, path, message);

    private static Finding Warning(FindingCode code, string path, Text message) => new(code, Severity.Warning, path, message);
}
