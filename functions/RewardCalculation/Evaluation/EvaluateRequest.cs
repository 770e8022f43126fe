using System.Text.Json;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Quotes;

namespace TechTransfer.RewardCalculation.Evaluation;

/// <summary>
/// The body of <c>POST /policies/evaluate</c>: one policy, and either facts in the request or the stored facts of a past year.
/// </summary>
public sealed record EvaluateRequest
{
    /// <summary>A draft policy, in the format in which it would be published; null when a published one is named.</summary>
    public JsonElement? Policy { get; init; }

    /// <summary>Id of a published policy; null when a draft is given.</summary>
    public string? PolicyId { get; init; }

    /// <summary>Version of the published policy; null means the one that governs the year.</summary>
    public int? Version { get; init; }

    /// <summary>Policy year of the facts in the request; null when stored facts are used.</summary>
    public int? Year { get; init; }

    /// <summary>Facts in the request; null when stored facts are used.</summary>
    public EvaluatedFacts? Facts { get; init; }

    /// <summary>Past policy year whose stored facts are used; null when the request contains facts.</summary>
    public int? FactsOf { get; init; }
}

public sealed record EvaluatedFacts
{
    /// <summary>The contracts with their money.</summary>
    public required IReadOnlyList<EvaluatedContract> Contracts { get; init; }

    /// <summary>Organisations that a policy may reward on declared facts alone; those of the contracts need not be named again.</summary>
    public IReadOnlyList<PartyFacts> Organisations { get; init; } = [];

    /// <summary>Declared facts by credit code, then by the name of the fact.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>> Declared { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, JsonElement>>();
}

public sealed record EvaluatedContract
{
    /// <summary>The contract's facts.</summary>
    public required KnownContract Contract { get; init; }

    /// <summary>Payments and refunds; null when the contract counts as paid in full within the year.</summary>
    public IReadOnlyList<EvaluatedMoney>? Money { get; init; }
}

public sealed record EvaluatedMoney
{
    /// <summary>Day of the receipt or refund.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Credit code of the seller, also for a refund.</summary>
    public required string Payee { get; init; }

    /// <summary>Credit code of the buyer, also for a refund.</summary>
    public required string Payer { get; init; }
    public required Yuan Amount { get; init; }

    /// <summary>Part of the money that is technical income.</summary>
    public required Yuan TechnicalAmount { get; init; }

    /// <summary>True for money that the seller paid back.</summary>
    public bool Refund { get; init; }
}

public static class EvaluateRequestCheck
{
    public const int MaxContracts = 500;
    private const int MaxMoney = 1000;
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    public static Problem? Check(EvaluateRequest request)
    {
        if (request.Policy is null == request.PolicyId is null)
            return Problem.Of(Catalogue.OnePolicyNeeded).At(request.Policy is null ? "policyId" : "policy");
        if (request.Facts is null == request.FactsOf is null)
            return Problem.Of(Catalogue.OneSetOfFactsNeeded).At(request.Facts is null ? "factsOf" : "facts");
        var errors = Errors(request).ToArray();
        return errors.Length == 0 ? null : Problem.Of(Catalogue.ChecksFailed, ("count", errors.Length)) with { Errors = errors };
    }

    private static IEnumerable<ProblemError> Errors(EvaluateRequest request)
    {
        if (request.FactsOf is < FirstYear or > LastYear)
            yield return Wrong(
                "factsOf",
                $"年度应为{FirstYear}年至{LastYear}年，请核对。",
                $"The year must be {FirstYear} to {LastYear}. Check it."
            );
        if (request.Facts is not { } facts)
            yield break;
        if (request.Year is null or < FirstYear or > LastYear)
            yield return Wrong(
                "year",
                $"没有填写年度或者年度不正确，请填写{FirstYear}年至{LastYear}年之间的年度。",
                $"The year is missing or wrong. Enter a year from {FirstYear} to {LastYear}."
            );
        for (var i = 0; i < facts.Organisations.Count; i++)
        {
            if (facts.Organisations[i].Uscc is not { } uscc || !CreditCode.IsValid(uscc))
                yield return Wrong(
                    $"facts.organisations[{i}].uscc",
                    "统一社会信用代码不正确，请核对18位代码及校验位。",
                    "The unified social credit code is not valid. Check its 18 characters."
                );
        }
        for (var i = 0; i < Math.Min(facts.Contracts.Count, MaxContracts); i++)
        {
            var (id, number) = (facts.Contracts[i].Contract.ContractId, facts.Contracts[i].Contract.Number);
            if (
                facts
                    .Contracts.Take(i)
                    .Any(c => (id is not null && c.Contract.ContractId == id) || (number is not null && c.Contract.Number == number))
            )
                yield return Wrong(
                    $"facts.contracts[{i}].contract",
                    $"第{i + 1}份合同与前面所列的重复，请删除。",
                    $"Contract {i + 1} is listed twice. Remove it."
                );
        }
        if (facts.Contracts.Count > MaxContracts || facts.Contracts.Count + facts.Organisations.Count == 0)
            yield return Wrong(
                "facts.contracts",
                $"合同应为1至{MaxContracts}份，请核对。",
                $"There must be 1 to {MaxContracts} contracts. Check the list."
            );
        foreach (var uscc in facts.Declared.Keys.Where(u => !CreditCode.IsValid(u)))
            yield return Wrong(
                $"facts.declared.{uscc}",
                "统一社会信用代码不正确，请核对18位代码及校验位。",
                "The unified social credit code is wrong. Check its 18 characters, including the check character."
            );
        for (var i = 0; i < Math.Min(facts.Contracts.Count, MaxContracts); i++)
        {
            foreach (var error in ContractErrors($"facts.contracts[{i}]", facts.Contracts[i]))
                yield return error;
        }
    }

    private static IEnumerable<ProblemError> ContractErrors(string path, EvaluatedContract given)
    {
        var contract = given.Contract;
        if (!QuoteRequestCheck.IsKind(contract.Kind))
            yield return Wrong(
                $"{path}.contract.kind",
                "合同类别填写有误，请从合同类别表中选择。",
                "The kind of contract is wrong. Choose it from the table of kinds."
            );
        foreach (var error in QuoteRequestCheck.PartyErrors($"{path}.contract.sellers", new("卖方", "seller"), contract.Sellers))
            yield return error;
        foreach (var error in QuoteRequestCheck.PartyErrors($"{path}.contract.buyers", new("买方", "buyer"), contract.Buyers))
            yield return error;
        if (contract.TechnicalAmount.IsNegative)
            yield return Wrong(
                $"{path}.contract.technicalAmount",
                "技术交易额不能为负数，请核对。",
                "The technical amount cannot be negative. Check it."
            );
        if (contract.ContractValue is { IsNegative: true })
            yield return Wrong(
                $"{path}.contract.contractValue",
                "合同成交额不能为负数，请核对。",
                "The contract value cannot be negative. Check it."
            );
        if (contract.ValueStatus == ValueStatus.Undetermined)
            yield return new(
                $"{path}.contract.valueStatus",
                Catalogue.ValueUndeterminedForReward.Code,
                Catalogue.ValueUndeterminedForReward.Message
            );
        if (given.Money is not { } money)
            yield break;
        if (money.Count > MaxMoney)
            yield return Wrong(
                $"{path}.money",
                $"款项最多{MaxMoney}笔，请合并。",
                $"There can be at most {MaxMoney} entries. Combine them."
            );
        for (var i = 0; i < Math.Min(money.Count, MaxMoney); i++)
        {
            if (money[i].Amount <= Yuan.Zero)
                yield return Wrong(
                    $"{path}.money[{i}].amount",
                    "金额应大于零；属于退款的，请填写正数并标为退款。",
                    "The amount must be above zero. For money paid back, mark the entry as a refund."
                );
            else if (money[i].TechnicalAmount.IsNegative || money[i].TechnicalAmount > money[i].Amount)
                yield return Wrong(
                    $"{path}.money[{i}].technicalAmount",
                    "技术性收入应在零与金额之间，请核对。",
                    "The technical income must be between zero and the amount. Check it."
                );
        }
        for (var i = 0; i < Math.Min(money.Count, MaxMoney); i++)
        {
            if (contract.Sellers.All(p => p.Uscc != money[i].Payee))
                yield return Wrong(
                    $"{path}.money[{i}].payee",
                    "收款方不是该合同的卖方，请核对统一社会信用代码。",
                    "The payee is no seller of the contract. Check the credit code."
                );
            if (contract.Buyers.All(p => p.Uscc != money[i].Payer))
                yield return Wrong(
                    $"{path}.money[{i}].payer",
                    "付款方不是该合同的买方，请核对统一社会信用代码。",
                    "The payer is no buyer of the contract. Check the credit code."
                );
        }
        if (money.Any(m => m.Amount <= Yuan.Zero))
            yield break;
        foreach (var pair in money.GroupBy(m => (m.Payee, m.Payer)))
        {
            var net = Yuan.Zero;
            // On one day, money is received before it is paid back.
            if (pair.OrderBy(m => m.On).ThenBy(m => m.Refund).Any(m => (net = m.Refund ? net - m.Amount : net + m.Amount).IsNegative))
                yield return new($"{path}.money", Catalogue.RefundsAboveReceipts.Code, Catalogue.RefundsAboveReceipts.Message);
        }
    }

    /// <summary>Declared facts are checked as strictly as when officers state them.</summary>
    public static Problem? Declared(EvaluatedFacts facts, Policy policy)
    {
        var rules = FactCatalogue.Declared.Concat(FactCatalogue.DeclaredOfContract).Concat(policy.DeclaredFacts).ToArray();
        ProblemError[] errors =
        [
            .. facts.Declared.SelectMany(d => Faults(d.Value, DeclaredOf.Year, $"facts.declared.{d.Key}")),
            .. facts.Contracts.SelectMany(
                (c, i) =>
                    Faults(
                        c.Contract.Declared ?? new Dictionary<string, JsonElement>(),
                        DeclaredOf.Contract,
                        $"facts.contracts[{i}].contract.declared"
                    )
            ),
        ];
        return errors.Length == 0 ? null : Problem.Of(Catalogue.ChecksFailed, ("count", errors.Length)) with { Errors = errors };

        IEnumerable<ProblemError> Faults(IReadOnlyDictionary<string, JsonElement> stated, DeclaredOf of, string path)
        {
            foreach (var (name, value) in stated)
            {
                var known = rules.Where(r => r.Of == of && r.Name == name).ToArray();
                if (known.Length == 0)
                    yield return Wrong(
                        $"{path}.{name}",
                        $"没有这一项申报信息，请核对（字段：{name}）。",
                        $"There is no declared fact '{name}'. Check its name."
                    );
                else if (!known.Any(rule => StateFacts.Fits(value, rule)))
                    yield return new($"{path}.{name}", Catalogue.InvalidValue.Code, StateFacts.Expected(known[0]));
            }
        }
    }

    private static ProblemError Wrong(string path, string zh, string en) => new(path, Catalogue.InvalidValue.Code, new(zh, en));
}
