using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>What stands against a receipt: its form first, then its contracts.</summary>
public static class ReceiptRules
{
    public const int MostAllocations = 20;
    public const int MostPapers = 20;
    private const int LongestText = 64;
    private const int LongestName = 200;
    private static readonly Yuan Largest = Yuan.Of(1_000_000_000_000m);
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>Papers of a receipt.</summary>
    public static IReadOnlyList<string> PaperKinds { get; } = ["bankSlip", "invoice", "refundSlip", "other"];

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

    /// <summary>The buyer of a contract that paid; null when it is none of them.</summary>
    public static Party? Payer(Contract state, string payer) =>
        state.Content.Buyers.FirstOrDefault(b => b.Identity() == payer || (b.Uscc is null && PlainText.Same(b.Identity(), payer)));

    /// <summary>True for a text that can be the id of a contract.</summary>
    public static bool IsContractId(string? id) => id is { Length: > 0 and <= 40 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>What is wrong with an amount of money; null when nothing is.</summary>
    public static Finding? Amount(Yuan amount, string path) =>
        amount > Yuan.Zero && amount <= Largest
            ? null
            : Error(
                FindingCodes.FigureOutOfRange,
                path,
                new($"金额应大于0元且不超过{Largest}元。", $"An amount is above 0 and at most {Largest} yuan.")
            );

    /// <summary>What is wrong with a bank's reference; null when nothing is.</summary>
    public static Finding? BankReference(string reference) =>
        IsWord(reference, " -/._")
            ? null
            : Error(
                FindingCodes.BankReferenceMalformed,
                "bankReference",
                new(
                    $"银行回单号应为1至{LongestText}个字母、数字或- / . _。",
                    $"A bank reference has 1 to {LongestText} letters, digits or - / . _."
                )
            );

    /// <summary>What is wrong with the day of a payment; null when nothing is.</summary>
    public static Finding? Day(DateOnly day, string path, DateOnly today)
    {
        if (day > today)
            return Error(
                FindingCodes.DateInFuture,
                path,
                new($"日期不能晚于今天（{today:yyyy年M月d日}）。", $"The day is not later than today ({today:yyyy-MM-dd}).")
            );
        return day >= Earliest
            ? null
            : Error(
                FindingCodes.DateOutOfRange,
                path,
                new($"日期不能早于{Earliest:yyyy年M月d日}。", $"The day is not before {Earliest:yyyy-MM-dd}.")
            );
    }

    /// <summary>What is wrong with the kind and name of a paper.</summary>
    public static IEnumerable<Finding> Paper(string? kind, string? name, string path)
    {
        if (!PaperKinds.Contains(kind))
            yield return Error(
                FindingCodes.UnknownPaper,
                $"{path}kind",
                new($"凭证种类应为：{string.Join("、", PaperKinds)}。", $"The kind of paper is one of {string.Join(", ", PaperKinds)}.")
            );
        if (name is not { Length: > 0 and <= LongestName } || name.Any(c => char.IsControl(c) || c is '/' or '\\'))
        {
            yield return Error(
                FindingCodes.TextUnfit,
                $"{path}name",
                new(
                    $"文件名应为1至{LongestName}个字符，不含斜杠和控制字符。",
                    $"A file name has 1 to {LongestName} characters, no slashes and no control characters."
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
        if (!IsWord(body.InvoiceNumber, "-"))
            yield return Error(
                FindingCodes.InvoiceNumberMalformed,
                "invoiceNumber",
                new(
                    $"发票号码应为1至{LongestText}个字母、数字或连字符。",
                    $"An invoice number has 1 to {LongestText} letters, digits or hyphens."
                )
            );
        if (BankReference(body.BankReference) is { } reference)
            yield return reference;
        if (string.IsNullOrWhiteSpace(body.Payer))
            yield return Error(
                FindingCodes.PayerMissing,
                "payer",
                new("请填写付款单位的统一社会信用代码。", "Name the payer by its unified social credit code.")
            );
        else if (body.Payer.Length > LongestName || body.Payer.Any(char.IsControl))
            yield return Error(
                FindingCodes.TextUnfit,
                "payer",
                new($"不得超过{LongestName}个字符，不含控制字符。", $"At most {LongestName} characters and no control characters.")
            );

        foreach (var finding in Allocations(body))
            yield return finding;
        if (body.Attachments.Count > MostPapers)
            yield return Error(FindingCodes.TooManyItems, "attachments", new($"最多{MostPapers}份凭证。", $"At most {MostPapers} papers."));
        for (var i = 0; i < Math.Min(body.Attachments.Count, MostPapers); i++)
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
                new("请至少分配到一份合同。", "Allocate the receipt to one contract at least.")
            );
        if (allocations.Count > MostAllocations)
            yield return Error(
                FindingCodes.TooManyItems,
                "allocations",
                new($"一笔到账最多分配到{MostAllocations}份合同。", $"A receipt covers at most {MostAllocations} contracts.")
            );
        if (allocations.Count is 0 or > MostAllocations)
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
                    new("同一合同在一笔到账中只列一次。", "A contract stands once in a receipt.")
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
                    new("技术部分应在0元与本项金额之间。", "The technical part lies between 0 and the item's amount.")
                );
            }
        }
        if (!faulty && allocations.Sum(a => a.Amount) is var sum && sum != body.Amount)
        {
            yield return Error(
                FindingCodes.AllocationsDiffer,
                "allocations",
                new($"各项合计{sum}元，与到账金额{body.Amount}元不符。", $"The items add up to {sum} yuan, the receipt is {body.Amount}.")
            );
        }
    }

    private static IEnumerable<Finding> AttachmentGiven(RecordReceiptBody body, int index)
    {
        var (path, attachment) = ($"attachments[{index}]", body.Attachments[index]);
        foreach (var finding in Paper(attachment.Kind, attachment.Name, $"{path}."))
            yield return finding;
        if (attachment.Sha256 is { } sha256 && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower)))
            yield return Error(
                FindingCodes.HashMalformed,
                $"{path}.sha256",
                new("SHA-256应为64位小写十六进制。", "A SHA-256 has 64 lower-case hexadecimal digits.")
            );
        if (body.Attachments.Take(index).Any(p => p.Kind == attachment.Kind && p.Name == attachment.Name))
            yield return Error(
                FindingCodes.PaperRepeated,
                path,
                new("凭证种类和名称重复。", "A paper of this kind and name is listed already.")
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
                        "该合同的卖方均在境外（技术进口），境内买方不是收款方，不办理到账登记。",
                        "The sellers of this contract are abroad (an import): the domestic buyer is no payee, and no receipt is recorded."
                    )
                );
            }
            else if (!content.Sellers.Any(s => caller.ActsFor(s.Uscc)))
            {
                yield return Error(
                    FindingCodes.PayeeNotSeller,
                    path,
                    new(
                        "您所代表的单位不是该合同的卖方；到账由收款的卖方登记。",
                        "Your organisation is no seller of this contract: the seller that received the money records it."
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
                    $"付款方不是合同“{content.Title}”的买方，请核对付款单位或分配的合同。",
                    $"The payer is no buyer of the contract '{content.Title}': check the payer or the contracts."
                )
            );
        }
        if (content.PaymentMode == PaymentMode.Equity)
        {
            yield return Error(
                FindingCodes.PaidInShares,
                $"allocations[{index}].contractId",
                new("该合同以股权作价支付，没有到账款项。", "This contract is paid in shares: no money comes in on it.")
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
                    $"到账日早于合同签订日（{content.SignedOn:yyyy年M月d日}）；确属预付款的，请注明prepayment。",
                    $"The money came in before the contract was signed ({content.SignedOn:yyyy-MM-dd}); "
                        + "if it was paid in advance, say so by prepayment."
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
                    $"累计到账将超过暂估的合同成交额{terms.Value}元，技术部分以核定的技术交易额为限；请办理金额变更。",
                    $"Receipts will exceed the estimated value of {terms.Value} yuan, "
                        + "technical parts end at the assessed technical amount: have the value changed."
                )
            );
        }
        if (terms.IsUndetermined)
        {
            yield return Warning(
                FindingCodes.ValueUndetermined,
                $"allocations[{index}]",
                new(
                    "合同金额未确定，技术部分待金额确定后核定。",
                    "The contract's value is undetermined: the technical part follows once it is settled."
                )
            );
        }
        else if (allocation.TechnicalAmount is not null && part > TechnicalPart.ProRata(terms, allocation.Amount, named.Income))
        {
            yield return Warning(
                FindingCodes.TechnicalAboveProRata,
                $"allocations[{index}].technicalAmount",
                new(
                    "填报的技术部分高于按比例计算的数额，请付款单位确认时核对。",
                    "The technical part as entered is above the pro rata: whoever confirms should check it."
                )
            );
        }
    }

    /// <summary>A contract on which no receipt is taken.</summary>
    internal static Finding NotRegistered(ContractStatus status, string path) =>
        Error(
            FindingCodes.ContractNotRegistered,
            path,
            new(
                $"该合同当前状态为“{status.Name().Zh}”，已登记的合同才能登记和确认到账。",
                $"The contract is in the state '{status.Name().En}': receipts are taken on registered contracts."
            )
        );

    private static Finding Unknown(string path) =>
        Error(
            FindingCodes.ContractUnknown,
            $"{path}.contractId",
            new("没有这份合同，或您所代表的单位不是其当事人。", "There is no such contract, or your organisation is no party of it.")
        );

    private static bool IsWord(string text, string also) =>
        text.Length is > 0 and <= LongestText
        && text.Trim() == text
        && text.All(c => char.IsAsciiLetterOrDigit(c) || also.Contains(c, StringComparison.Ordinal));

    private static Finding Error(FindingCode code, string path, Text message) => new(code, Severity.Error, path, message);

    private static Finding Warning(FindingCode code, string path, Text message) => new(code, Severity.Warning, path, message);
}
