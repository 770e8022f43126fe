using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Amounts;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 审核: assesses kind and technical amount, by another person than the one who accepted. A new assessment voids an approval.
/// </summary>
public sealed class Assess(Commands<Contract> commands, ConfirmedZones zones, RuleBook rules, TimeProvider time)
{
    private const int LongestRemarks = 2000;

    [Function("AssessContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Assess kind and technical amount, line by line",
        Body = typeof(AssessBody),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/assess")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<AssessBody>(
            request,
            id,
            async (state, command, caller) =>
                Against(state, caller) is { } problem
                    ? problem
                    : Decide(state, command, caller, rules, time.GetUtcNow(), await zones.OfAsync(state, cancellation)),
            cancellation
        );

    /// <summary>Called before the zone confirmations are read, so that a refused request does not read them.</summary>
    public static Problem? Against(Contract state, Caller caller) => ContractLifeCycle.Assess.Against(OpenVersion.Of(state), caller);

    /// <param name="zones">Zone confirmations for the parties, from the directory.</param>
    public static Outcome<Change<Contract>> Decide(
        Contract state,
        AssessBody command,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now,
        IReadOnlyList<ConfirmedZone>? zones = null
    ) =>
        Against(state, caller) is { } problem
            ? problem
            : state.OnOpenVersion(version => DecideOn(version, command, caller, rules, now, zones ?? []));

    private static Outcome<Change<Contract>> DecideOn(
        Contract state,
        AssessBody command,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now,
        IReadOnlyList<ConfirmedZone> zones
    )
    {
        var set = rules.RuleSets.Pinned(state.RuleSet!);
        var value = state.Content.ContractValue ?? Yuan.Zero;
        var findings = Precheck.OfAssessment(
            state.Content with
            {
                Kind = command.Kind,
                CostLines = command.CostLines,
            },
            set,
            rules.Codes,
            now.ChinaDate()
        );
        if (
            Finding.Refusal(findings.Concat(LineFindings(command, state.Content.CostLines)).Concat(TestFindings(command, set))) is
            { } wrongLines
        )
            return wrongLines;
        var amount = TechnicalAmount.Of(value, command.CostLines, set);
        if (Finding.Refusal(AmountFindings(command.TechnicalAmount, amount.Amount, value, state.Content.ValueStatus)) is { } wrongAmount)
            return wrongAmount;

        var assessment = new Assessment(command.Kind, amount.Lines, amount.Amount, command.Remarks, amount.Steps)
        {
            Checks = command.Checks,
        };
        var assessed = state with
        {
            Status = state.Status == ContractStatus.ExpertReview ? ContractStatus.ExpertReview : ContractStatus.UnderReview,
            Assessment = assessment,
            Assessed = Act.Of(caller, now),
            Approved = null,
            ConfirmedZones = zones,
        };
        return new Change<Contract>(assessed, new ContractAssessed(assessment, caller.Subject, now) { ConfirmedZones = zones });
    }

    private static IEnumerable<Finding> LineFindings(AssessBody command, IReadOnlyList<CostLine> claimed)
    {
        for (var i = 0; i < command.CostLines.Count; i++)
        {
            if (command.CostLines[i] is { ReasonableQuantity: > 0, Reason: null or "" })
            {
                yield return new(
                    FindingCodes.ReasonMissing,
                    Severity.Error,
                    $"costLines[{i}].reason",
                    new(
                        $"第{i + 1}项非技术性费用认定了合理数量，请说明理由。",
                        $"Cost line {i + 1} has a reasonable quantity. Give the reason."
                    )
                );
            }
            else if (
                command.CostLines[i] is { Reason: null or "" } line
                && !claimed.Any(c =>
                    c?.Type == line?.Type
                    && c?.Amount == line?.Amount
                    && TechnicalAmount.DeductionOf(c!) == TechnicalAmount.DeductionOf(line!)
                )
            )
            {
                yield return new(
                    FindingCodes.ReasonMissing,
                    Severity.Error,
                    $"costLines[{i}].reason",
                    new(
                        $"第{i + 1}项非技术性费用与申请人填报的不一致，请说明理由。",
                        $"Cost line {i + 1} differs from what the applicant entered. Give the reason."
                    )
                );
            }
        }
        if (command.Remarks?.Length > LongestRemarks)
            yield return new(
                FindingCodes.TextUnfit,
                Severity.Error,
                "remarks",
                new(
                    $"审核意见最多{LongestRemarks}个字符，请缩短。",
                    $"The remarks can have at most {LongestRemarks} characters. Shorten them."
                )
            );
    }

    private static IEnumerable<Finding> TestFindings(AssessBody command, RuleSet set)
    {
        var tests = set.TestsOf(command.Kind);
        for (var i = 0; i < command.Checks.Count; i++)
        {
            var answer = command.Checks[i];
            if (answer is null)
                yield return new(
                    FindingCodes.ItemMissing,
                    Severity.Error,
                    $"checks[{i}]",
                    new($"认定清单第{i + 1}项是空项，请填写或者删除。", $"Item {i + 1} of the checklist is empty. Fill it in or delete it.")
                );
            else if (tests.All(t => t.Code != answer.Code))
                yield return new(
                    FindingCodes.UnknownCode,
                    Severity.Error,
                    $"checks[{i}].code",
                    new(
                        $"所填认定条件“{answer.Code}”不在该类合同的认定清单中，请重新选择。",
                        $"The criterion '{answer.Code}' is not on the checklist for this kind of contract. Choose another."
                    )
                );
            else if (answer is { Met: false, Note: null or "" })
                yield return new(
                    FindingCodes.ReasonMissing,
                    Severity.Error,
                    $"checks[{i}].note",
                    new($"认定清单第{i + 1}项不符合条件，请说明理由。", $"Item {i + 1} of the checklist is not met. Give the reason.")
                );
            else if (answer.Note?.Length > LongestRemarks)
                yield return new(
                    FindingCodes.TextUnfit,
                    Severity.Error,
                    $"checks[{i}].note",
                    new(
                        $"认定清单第{i + 1}项的说明最多{LongestRemarks}个字符，请缩短。",
                        $"The note on item {i + 1} of the checklist can have at most {LongestRemarks} characters. Shorten it."
                    )
                );
        }
    }

    private static IEnumerable<Finding> AmountFindings(Yuan given, Yuan computed, Yuan value, ValueStatus valueStatus)
    {
        if (given != computed)
        {
            yield return new(
                FindingCodes.TechnicalAmountDiffers,
                Severity.Error,
                "technicalAmount",
                new(
                    $"填写的技术交易额为{given}元，按非技术性费用明细计算应为{computed}元，请核对。",
                    $"The technical amount entered is {given} yuan, but the cost lines give {computed} yuan. Check them."
                )
            );
        }
        else if (
            (given <= Yuan.Zero || given > value) && !(valueStatus == ValueStatus.Undetermined && given == Yuan.Zero && value == Yuan.Zero)
        )
        {
            yield return new(
                FindingCodes.TechnicalAmountOutOfRange,
                Severity.Error,
                "technicalAmount",
                new(
                    $"技术交易额应大于0元且不超过合同成交额{value}元，请核对；没有技术内容的合同，请按不予登记办理。",
                    $"The technical amount must be above 0 and not exceed the contract value of {value} yuan. Check it; "
                        + "if the contract has no technical content, refuse the registration."
                )
            );
        }
    }
}

/// <param name="CostLines">All cost lines, with a reason for each reasonable quantity and each difference from the filer's lines.</param>
/// <param name="TechnicalAmount">Yuan; must equal contract value less deductions.</param>
[SchemaName("AssessCase")]
public sealed record AssessBody(string Kind, IReadOnlyList<CostLine> CostLines, Yuan TechnicalAmount, string? Remarks = null)
{
    /// <summary>Answers to the recognition tests of the kind; tests that are left out stay open.</summary>
    public IReadOnlyList<TestAnswer> Checks { get; init; } = [];
}

[WireName("CaseAssessed")]
public sealed record ContractAssessed(Assessment Assessment, string By, DateTimeOffset At) : ContractEvent
{
    /// <summary>Zone confirmations that apply from this assessment on; null in events of earlier releases.</summary>
    public IReadOnlyList<ConfirmedZone>? ConfirmedZones { get; init; }
}
