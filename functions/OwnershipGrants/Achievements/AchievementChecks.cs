using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>The checks on what an achievement is.</summary>
internal static class AchievementChecks
{
    private const int MostRights = 100;
    private const int MostOwners = 20;

    public static void Rights(FindingList findings, string kind, IReadOnlyList<Right> rights)
    {
        if (CodeTables.RightKind.Find(kind) is null)
            findings.Error(FindingCodes.UnknownCode, "kind", $"没有“{kind}”这种成果类型。", $"There is no kind '{kind}'.");
        if (rights.Count is 0 or > MostRights)
            findings.Error(FindingCodes.RightsCount, "rights", $"列出1至{MostRights}项权利。", $"Name 1 to {MostRights} rights.");
        else if (rights.All(r => r.Kind != kind))
            findings.Error(
                FindingCodes.KindWithoutRight,
                "kind",
                "成果类型应是所列权利之一的类型。",
                "The achievement's kind is that of one of its rights."
            );
        var seen = new HashSet<string>();
        foreach (var (right, i) in rights.Take(MostRights).Select((r, i) => (r, i)))
        {
            var path = $"rights[{i}]";
            findings.Text(right.Title, $"{path}.title", optional: true);
            if (CodeTables.RightKind.Find(right.Kind) is not { } code)
            {
                findings.Error(
                    FindingCodes.UnknownCode,
                    $"{path}.kind",
                    $"没有“{right.Kind}”这种权利类型。",
                    $"There is no kind of right '{right.Kind}'."
                );
                continue;
            }
            if (code.Numbered && string.IsNullOrWhiteSpace(right.Number))
                findings.Error(
                    FindingCodes.RightNumberMissing,
                    $"{path}.number",
                    "该类权利须填写编号（申请号、专利号、登记号）。",
                    "This kind of right has a number: of its application, patent or registration."
                );
            else if (right.Number is { } number)
            {
                findings.Text(number, $"{path}.number", 60);
                if (RightKey.Of(right) is { } key && !seen.Add(key))
                    findings.Error(FindingCodes.RightRepeated, $"{path}.number", "同一项权利只列一次。", "A right stands once.");
            }
            if (right.GrantedOn < right.FiledOn)
                findings.Error(
                    FindingCodes.DatesOrder,
                    $"{path}.grantedOn",
                    "授权日不能早于申请日。",
                    "It is not granted before it is filed."
                );
            if (right.ExpiresOn <= (right.GrantedOn ?? right.FiledOn))
                findings.Error(
                    FindingCodes.DatesOrder,
                    $"{path}.expiresOn",
                    "届满日应晚于申请日和授权日。",
                    "It expires after it was filed and granted."
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
                $"没有“{fundOrigin}”这种经费来源。",
                $"There is no origin of funds '{fundOrigin}'."
            );
        else if (origin.PublicFund && planNumber is null)
            findings.Error(
                FindingCodes.PlanNumberMissing,
                "planNumber",
                "科技计划项目形成的成果须填写项目编号。",
                "An achievement of a science plan project names the project's number.",
                Instruments.ProgressLaw("第三十二条")
            );
    }

    public static void Owners(FindingList findings, IReadOnlyList<Owner> owners, string organisation)
    {
        if (owners.Count is 0 or > MostOwners)
        {
            findings.Error(FindingCodes.OwnersCount, "owners", $"列出1至{MostOwners}个权利单位。", $"Name 1 to {MostOwners} owners.");
            return;
        }
        foreach (var (owner, i) in owners.Select((o, i) => (o, i)))
        {
            var path = $"owners[{i}]";
            if (!CreditCode.IsValid(owner.Uscc))
                findings.Error(
                    FindingCodes.UsccInvalid,
                    $"{path}.uscc",
                    "统一社会信用代码不正确。",
                    "The unified social credit code is wrong."
                );
            if (owners.Take(i).Any(o => o.Uscc == owner.Uscc))
                findings.Error(FindingCodes.OwnerRepeated, $"{path}.uscc", "同一单位只列一次。", "An owner stands once.");
            findings.Text(owner.Name, $"{path}.name");
            findings.Text(owner.Kind, $"{path}.kind", 10);
            if (owner.Region is not { Length: 6 } region || !region.All(char.IsAsciiDigit))
                findings.Error(FindingCodes.RegionMalformed, $"{path}.region", "应为6位行政区划代码。", "A region has six digits.");
            if (owner.Share.IsZero)
                findings.Error(FindingCodes.ShareZero, $"{path}.share", "份额应大于0。", "A share is above 0.");
        }
        if (owners.Sum(o => o.Share) is var sum && sum != Share.One)
            findings.Error(
                FindingCodes.SharesNotWhole,
                "owners",
                $"各权利单位份额合计为{sum}，应为100%。",
                $"The owners' shares add up to {sum}, not to 100%."
            );
        if (owners.All(o => o.Uscc != organisation))
            findings.Error(
                FindingCodes.OwnerMissing,
                "owners",
                "您所代表的单位应是权利单位之一。",
                "Your organisation is one of the owners."
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
                "阶段应为research、pilot或production。",
                "The stage is research, pilot or production."
            );
    }
}
