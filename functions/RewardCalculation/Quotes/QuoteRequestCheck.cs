using System.Text.RegularExpressions;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Quotes;

public static partial class QuoteRequestCheck
{
    private const int MaxParties = 50;
    private const int LongestName = 200;
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    public static Problem? Check(QuoteRequest request)
    {
        if (request.ContractId is null == request.Contract is null)
        {
            return Problem.Of(Catalogue.OneContractNeeded).At(request.Contract is null ? "contractId" : "contract");
        }
        var errors = Errors(request).ToArray();
        return errors.Length == 0 ? null : Problem.Of(Catalogue.ChecksFailed, ("count", errors.Length)) with { Errors = errors };
    }

    private static IEnumerable<ProblemError> Errors(QuoteRequest request)
    {
        if (request.Year is < FirstYear or > LastYear)
        {
            yield return Wrong(
                "year",
                $"年度应为{FirstYear}年至{LastYear}年，请核对。",
                $"The year must be {FirstYear} to {LastYear}. Check it."
            );
        }
        if (request.Contract is not { } contract)
            yield break;

        if (!SubKind().IsMatch(contract.Kind))
            yield return Wrong(
                "contract.kind",
                "合同类别填写有误，请从合同类别表中选择。",
                "The kind of contract is wrong. Choose it from the table of kinds."
            );
        foreach (var error in PartyErrors("contract.sellers", new("卖方", "seller"), [.. contract.Sellers.Select(p => p.ToFacts())]))
            yield return error;
        foreach (var error in PartyErrors("contract.buyers", new("买方", "buyer"), [.. contract.Buyers.Select(p => p.ToFacts())]))
            yield return error;
        if (contract.RelatedOwnership is < 0 or > 1)
            yield return Wrong("contract.relatedOwnership", "持股比例应在0至1之间，请核对。", "A share lies between 0 and 1. Check it.");
        if (contract.TechnicalAmount.IsNegative)
            yield return Wrong(
                "contract.technicalAmount",
                "技术交易额不能为负数，请核对。",
                "The technical amount cannot be negative. Check it."
            );
        if (contract.TechnicalAmount == Yuan.Zero && contract.ValueStatus != ValueStatus.Undetermined)
        {
            yield return Wrong(
                "contract.technicalAmount",
                "技术交易额应大于零；价款待定的，请将价款性质选为“待定”。",
                "The technical amount must be above zero. If the price is not known yet, mark the certainty of the price as undetermined."
            );
        }
    }

    internal static bool IsKind(string kind) => SubKind().IsMatch(kind);

    internal static IEnumerable<ProblemError> PartyErrors(string path, Text side, IReadOnlyList<PartyFacts> parties)
    {
        if (parties.Count is 0 or > MaxParties)
            yield return Wrong(
                path,
                $"{side.Zh}应为1至{MaxParties}个，请核对。",
                $"A contract must have 1 to {MaxParties} {side.En}s. Check the list."
            );
        var seen = new HashSet<string>();
        for (var i = 0; i < Math.Min(parties.Count, MaxParties); i++)
        {
            var party = parties[i];
            if (party.Uscc is { } uscc && CreditCode.FaultOf(uscc) is { } fault)
            {
                yield return Wrong(
                    $"{path}[{i}].uscc",
                    $"第{i + 1}个{side.Zh}的统一社会信用代码不正确（{fault.Zh}），请核对；境外单位和自然人不填写。",
                    $"The unified social credit code of {side.En} {i + 1} is wrong: {fault.En}. Check it; leave it out for "
                        + "foreign organisations and natural persons."
                );
            }
            if (party.Uscc is { } code && !seen.Add(code))
                yield return Wrong(
                    $"{path}[{i}].uscc",
                    $"第{i + 1}个{side.Zh}与前面所列的{side.Zh}重复，请删除。",
                    $"The {side.En} at position {i + 1} repeats an earlier one. Remove it."
                );
            if (string.IsNullOrWhiteSpace(party.Name) || party.Name.Length > LongestName)
                yield return Wrong(
                    $"{path}[{i}].name",
                    $"第{i + 1}个{side.Zh}的名称应为1至{LongestName}个字符，请核对。",
                    $"The name of {side.En} {i + 1} must have 1 to {LongestName} characters. Check it."
                );
            if (!PartyKind().IsMatch(party.Kind))
                yield return Wrong(
                    $"{path}[{i}].kind",
                    $"第{i + 1}个{side.Zh}的单位性质填写有误，请从单位性质代码表中选择。",
                    $"The party kind of {side.En} {i + 1} is wrong. Choose it from the table of party kinds."
                );
        }
    }

    private static ProblemError Wrong(string path, string zh, string en) => new(path, Catalogue.InvalidValue.Code, new(zh, en));

    [GeneratedRegex(@"^(D[12]|T[1-8]|L[1-6]|C[1-4]|S[1-3])\z")]
    private static partial Regex SubKind();

    [GeneratedRegex(@"^[0-9]{3,4}\z")]
    private static partial Regex PartyKind();
}
