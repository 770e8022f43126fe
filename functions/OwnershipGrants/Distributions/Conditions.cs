using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>Result of one condition of the tax relief on awards, judged only by this app's records.</summary>
/// <param name="Met">True if fulfilled, false if not, null while it is not stated or still open.</param>
/// <param name="On">The day that decides the condition; null if no day does.</param>
/// <param name="Finding">Sentence that says what the result is based on.</param>
public sealed record Condition(string Code, Text Name, bool? Met, DateOnly? On, Text Finding, Citation Citation);

/// <summary>
/// The check-list of conditions for the tax relief on awards (财税〔2018〕58号). It reports facts and dates only; the tax authority decides on
/// the relief.
/// </summary>
public static class Conditions
{
    public static Text Statement { get; } =
        new(
            "本清单只核对条件和日期，不构成税务认定；能否享受优惠、如何计税由税务机关确定。",
            "This list checks only conditions and dates. It is not a tax ruling: the tax authority decides on relief and on the tax due."
        );

    public static IReadOnlyList<Condition> Of(Distribution distribution, DistributionRules rules, DateOnly today) =>
        [.. rules.Conditions.Select(c => Of(c, distribution, today))];

    private static Condition Of(ConditionRule rule, Distribution distribution, DateOnly today)
    {
        var evidence = distribution.Evidence;
        Condition Is(bool? met, DateOnly? on, string zh, string en) => new(rule.Code, rule.Name, met, on, new(zh, en), rule.Citation);
        Condition Stated(bool? met) =>
            met is null
                ? Is(null, null, "尚未填报，请单位填报。", "Not stated yet. The organisation must state it.")
                : Is(met, null, "按单位填报的情况列示。", "Shown as stated by the organisation.");
        return rule.Code switch
        {
            "payerIsNonProfit" => evidence.Payer switch
            {
                null => Is(null, null, "尚未填报发放单位类别，请填报。", "The type of payer is not stated yet. State it."),
                PayerKind.Other => Is(
                    false,
                    null,
                    "按单位填报，发放单位不属于非营利性研究开发机构或者高等学校。",
                    "According to the organisation, the payer is not a non-profit research institution or university."
                ),
                _ when evidence.PayerCertificate is null => Is(
                    null,
                    null,
                    "尚未填报单位证书编号，请填报。",
                    "The number of the payer's certificate is not stated yet. State it."
                ),
                _ => Is(true, null, $"证书编号{evidence.PayerCertificate}。", $"Certificate number {evidence.PayerCertificate}."),
            },
            "contributionsAreImportant" => Stated(evidence.ImportantContributions),
            "isNoOrdinaryPay" => Stated(evidence.NoOrdinaryPay),
            "recipientsWerePublished" => distribution.Notice switch
            {
                null => Is(null, null, "尚未公示。", "Not published yet."),
                var notice when distribution.IsApproved => Is(
                    true,
                    notice.Until,
                    $"{notice.From:yyyy年M月d日}至{notice.Until:yyyy年M月d日}公示。",
                    $"On public notice from {notice.From:yyyy-MM-dd} to {notice.Until:yyyy-MM-dd}."
                ),
                var notice => Is(
                    null,
                    notice.Until,
                    $"正在公示，公示期截至{notice.Until:yyyy年M月d日}（含当日）。",
                    $"On public notice until the end of {notice.Until:yyyy-MM-dd}."
                ),
            },
            "contractIsRegistered" => distribution.Source switch
            {
                { ContractNumber: { } number } when distribution.Terms.Fell is null => Is(
                    true,
                    distribution.Source.RegisteredOn,
                    $"合同登记编号{number}。",
                    $"Registration number {number}."
                ),
                { ContractNumber: not null } => Is(false, null, "合同登记已注销或者撤销。", "The registration was cancelled or revoked."),
                _ => Is(
                    false,
                    null,
                    "没有已登记的技术合同；已签订合同的，请先申请认定登记。",
                    "There is no registered technology contract. If one was signed, apply for its registration first."
                ),
            },
            "paidWithinWindow" => Window(Is, distribution, today),
            "withholdingWasFiled" => evidence.Withholdings.Count == 0
                ? Is(
                    distribution.Payments.Count == 0 ? null : false,
                    null,
                    "尚未填报扣缴申报，请发放后填报。",
                    "No withholding filing is stated yet. State it after payment."
                )
                : Is(
                    true,
                    evidence.Withholdings.Max(w => w.FiledOn),
                    $"已填报{evidence.Withholdings.Count}次扣缴申报。",
                    $"Withholding filings stated: {evidence.Withholdings.Count}."
                ),
            _ => throw new InvalidOperationException($"{rule.Code} is no condition that is known."),
        };
    }

    private static Condition Window(Func<bool?, DateOnly?, string, string, Condition> @is, Distribution distribution, DateOnly today)
    {
        var until = distribution.PayUntil;
        var late = distribution.Payments.Where(p => p.Amount > Yuan.Zero && p.PaidOn > until).Sum(p => p.Amount);
        if (late > Yuan.Zero)
            return @is(false, until, $"有{late}元晚于{until:yyyy年M月d日}发放。", $"{late} yuan was paid after {until:yyyy-MM-dd}.");
        if (distribution.Status == DistributionStatus.Paid)
            return @is(true, until, $"均于{until:yyyy年M月d日}（含当日）前发放。", $"All was paid on or before {until:yyyy-MM-dd}.");
        return today > until
            ? @is(
                false,
                until,
                $"发放期限已于{until:yyyy年M月d日}届满，尚未发放完毕。",
                $"The time for payment ended on {until:yyyy-MM-dd}, and not everything has been paid."
            )
            : @is(null, until, $"应不迟于{until:yyyy年M月d日}发放。", $"Must be paid on or before {until:yyyy-MM-dd}.");
    }
}
