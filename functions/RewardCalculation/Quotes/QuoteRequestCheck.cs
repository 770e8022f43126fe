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
                "This is no sub-kind code such as D1, T3, L1, C1, S2."
            );
        foreach (var error in PartyErrors("contract.sellers", contract.Sellers))
            yield return error;
        foreach (var error in PartyErrors("contract.buyers", contract.Buyers))
            yield return error;
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
                "The technical amount must be above zero; if it is not known yet, valueStatus is undetermined."
            );
        }
    }

    private static IEnumerable<ProblemError> PartyErrors(string path, IReadOnlyList<PartyFacts> parties)
    {
        if (parties.Count is 0 or > MaxParties)
            yield return Wrong(
                path,
                $"每一方的单位应为1至{MaxParties}个，请核对。",
                $"Each side must have 1 to {MaxParties} parties. Check them."
            );
        var seen = new HashSet<string>();
        for (var i = 0; i < Math.Min(parties.Count, MaxParties); i++)
        {
            var party = parties[i];
            if (party.Uscc is { } uscc && CreditCode.FaultOf(uscc) is { } fault)
            {
                yield return Wrong(
                    $"{path}[{i}].uscc",
                    $"统一社会信用代码不正确（{fault.Zh}），请核对；境外单位和自然人不填。",
                    $"The unified social credit code is wrong: {fault.En}. Check it; leave it out for foreign organisations and persons."
                );
            }
            if (party.Uscc is { } code && !seen.Add(code))
                yield return Wrong(
                    $"{path}[{i}].uscc",
                    $"第{i + 1}个单位与同一方前面所列的重复，请删除。",
                    $"Party {i + 1} is listed twice on this side. Remove it."
                );
            if (string.IsNullOrWhiteSpace(party.Name) || party.Name.Length > LongestName)
                yield return Wrong(
                    $"{path}[{i}].name",
                    $"第{i + 1}个单位的名称应为1至{LongestName}个字符，请核对。",
                    $"The name of party {i + 1} must have 1 to {LongestName} characters. Check it."
                );
            if (!PartyKind().IsMatch(party.Kind))
                yield return Wrong(
                    $"{path}[{i}].kind",
                    "单位性质代码应为3或4位数字，例如022、150。",
                    "A party kind code has 3 or 4 digits, such as 022 or 150."
                );
        }
    }

    private static ProblemError Wrong(string path, string zh, string en) => new(path, Catalogue.InvalidValue.Code, new(zh, en));

    [GeneratedRegex(@"^(D[12]|T[1-8]|L[1-6]|C[1-4]|S[1-3])\z")]
    private static partial Regex SubKind();

    [GeneratedRegex(@"^[0-9]{3,4}\z")]
    private static partial Regex PartyKind();
}
