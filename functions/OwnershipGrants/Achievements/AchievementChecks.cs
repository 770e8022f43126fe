using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

internal static class AchievementChecks
{
    private const int MaxRights = 100;
    private const int MaxOwners = 20;

    public static void Rights(FindingList findings, string kind, IReadOnlyList<Right> rights)
    {
        if (CodeTables.RightKind.Find(kind) is null)
            findings.Error(
                FindingCodes.UnknownCode,
                "kind",
                $"没有“{kind}”这一成果类型，请选择：{CodeTables.RightKind.Choices().Zh}。",
                $"There is no kind '{kind}'. Choose one of: {CodeTables.RightKind.Choices().En}."
            );
        if (rights.Count is 0 or > MaxRights)
            findings.Error(
                FindingCodes.RightsCount,
                "rights",
                $"权利应为1至{MaxRights}项，请核对所列权利。",
                $"An achievement must have 1 to {MaxRights} rights. Check the list."
            );
        else if (rights.All(r => r.Kind != kind))
            findings.Error(
                FindingCodes.KindWithoutRight,
                "kind",
                "成果类型与所列权利的类型均不一致，请修改成果类型或者补充相应权利。",
                "The type of the achievement matches none of its rights. Change the type, or add the right."
            );
        var seen = new HashSet<string>();
        foreach (var (right, i) in rights.Take(MaxRights).Select((r, i) => (r, i)))
        {
            var path = $"rights[{i}]";
            findings.Text(right.Title, $"{path}.title", optional: true);
            if (CodeTables.RightKind.Find(right.Kind) is not { } code)
            {
                findings.Error(
                    FindingCodes.UnknownCode,
                    $"{path}.kind",
                    $"第{i + 1}项权利的类型“{right.Kind}”不存在，请选择：{CodeTables.RightKind.Choices().Zh}。",
                    $"Right {i + 1} has the unknown kind '{right.Kind}'. Choose one of: {CodeTables.RightKind.Choices().En}."
                );
                continue;
            }
            if (code.Numbered && string.IsNullOrWhiteSpace(right.Number))
                findings.Error(
                    FindingCodes.RightNumberMissing,
                    $"{path}.number",
                    $"第{i + 1}项权利没有编号，请填写申请号、专利号或者登记号。",
                    $"Right {i + 1} has no number. Enter its application, patent or registration number."
                );
            else if (right.Number is { } number)
            {
                findings.Text(number, $"{path}.number", 60);
                if (RightKey.Of(right) is { } key && !seen.Add(key))
                    findings.Error(
                        FindingCodes.RightRepeated,
                        $"{path}.number",
                        $"第{i + 1}项权利与前面所列的重复，请删除。",
                        $"Right {i + 1} repeats an earlier one. Remove it."
                    );
            }
            if (right.GrantedOn < right.FiledOn)
                findings.Error(
                    FindingCodes.DatesOrder,
                    $"{path}.grantedOn",
                    $"第{i + 1}项权利的授权日早于申请日，请核对。",
                    $"Right {i + 1} was granted before its filing date. Check both dates."
                );
            if (right.ExpiresOn <= (right.GrantedOn ?? right.FiledOn))
                findings.Error(
                    FindingCodes.DatesOrder,
                    $"{path}.expiresOn",
                    $"第{i + 1}项权利的届满日应晚于申请日和授权日，请核对。",
                    $"Right {i + 1} must expire after its filing and grant dates. Check the dates."
                );
        }
    }

    public static void Origin(FindingList findings, string fundOrigin, string? planNumber)
    {
        findings.Text(planNumber, "planNumber", 60, optional: true);
        if (CodeTables.FundOrigin.Find(fundOrigin) is not { } origin)
            findings.Error(
                FindingCodes.UnknownCode,
                "fundOrigin",
                $"没有“{fundOrigin}”这一经费来源，请选择：{CodeTables.FundOrigin.Choices().Zh}。",
                $"There is no source of funding '{fundOrigin}'. Choose one of: {CodeTables.FundOrigin.Choices().En}."
            );
        else if (origin.PublicFund && planNumber is null)
            findings.Error(
                FindingCodes.PlanNumberMissing,
                "planNumber",
                "没有填写项目编号；成果由科技计划项目形成的，请填写项目编号。",
                "The project number is missing. Enter it if the achievement comes from a project of a science and technology "
                    + "programme.",
                Instruments.ProgressLaw("第三十二条")
            );
    }

    public static void Owners(FindingList findings, IReadOnlyList<Owner> owners, string organisation)
    {
        if (owners.Count is 0 or > MaxOwners)
        {
            findings.Error(
                FindingCodes.OwnersCount,
                "owners",
                $"权利单位应为1至{MaxOwners}个，请核对所列单位。",
                $"An achievement must have 1 to {MaxOwners} owners. Check the list."
            );
            return;
        }
        foreach (var (owner, i) in owners.Select((o, i) => (o, i)))
        {
            var path = $"owners[{i}]";
            if (CreditCode.FaultOf(owner.Uscc) is { } fault)
                findings.Error(
                    FindingCodes.UsccInvalid,
                    $"{path}.uscc",
                    $"第{i + 1}个权利单位的统一社会信用代码不正确（{fault.Zh}），请核对。",
                    $"The unified social credit code of owner {i + 1} is wrong: {fault.En}. Check it."
                );
            if (owners.Take(i).Any(o => o.Uscc == owner.Uscc))
                findings.Error(
                    FindingCodes.OwnerRepeated,
                    $"{path}.uscc",
                    $"第{i + 1}个权利单位与前面所列的重复，请删除。",
                    $"Owner {i + 1} repeats an earlier one. Remove it."
                );
            findings.Text(owner.Name, $"{path}.name");
            findings.Text(owner.Kind, $"{path}.kind", 10);
            if (owner.Region is not { Length: 6 } region || !region.All(char.IsAsciiDigit))
                findings.Error(
                    FindingCodes.RegionMalformed,
                    $"{path}.region",
                    $"第{i + 1}个权利单位的行政区划代码应为6位数字，请核对。",
                    $"The region code of owner {i + 1} must have six digits. Check it."
                );
            if (owner.Share.IsZero)
                findings.Error(
                    FindingCodes.ShareZero,
                    $"{path}.share",
                    $"第{i + 1}个权利单位的份额应大于0，请核对。",
                    $"The share of owner {i + 1} must be above 0. Check it."
                );
        }
        if (owners.Sum(o => o.Share) is var sum && sum != Share.One)
            findings.Error(
                FindingCodes.SharesNotWhole,
                "owners",
                $"各权利单位的份额合计为{sum}，应为100%，请核对各单位份额。",
                $"The owners' shares add up to {sum}, but must add up to 100%. Check each share."
            );
        if (owners.All(o => o.Uscc != organisation))
            findings.Error(
                FindingCodes.OwnerMissing,
                "owners",
                "权利单位中没有您所代表的单位；成果由权利单位登记，请补充或者核对。",
                "Your organisation is not among the owners, and only an owner can register an achievement. Add it, or check the list."
            );
    }

    public static void SeparateLedger(FindingList findings, SeparateLedger? ledger, DateOnly today)
    {
        if (ledger is null)
            return;
        findings.PastDay(ledger.ListedOn, "separateLedger.listedOn", today);
        findings.Text(ledger.AssetNumber, "separateLedger.assetNumber", 60);
        findings.Text(ledger.Attribute, "separateLedger.attribute", optional: true);
        findings.Text(ledger.ValuationRule, "separateLedger.valuationRule", 500, optional: true);
        if (ledger.Stage is not (null or "research" or "pilot" or "production"))
            findings.Error(
                FindingCodes.UnknownCode,
                "separateLedger.stage",
                "没有所填的阶段，请选择：研发、中试、产业化。",
                "There is no such stage. Choose one of: research, pilot, production."
            );
    }
}
