using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Amounts;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>审核: sets kind and technical amount. The assessor is not the person who accepted; a new assessment voids an approval.</summary>
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

    /// <summary>Checked before other aggregates are read; null when the action is possible.</summary>
    public static Problem? Against(Contract state, Caller caller) => ContractLifeCycle.Assess.Against(OpenVersion.Of(state), caller);

    /// <param name="zones">The registrar's confirmations of the parties' zones.</param>
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
                    new("认定合理数量须说明理由。", "Say why this quantity is reasonable.")
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
                    new("与申报的费用明细不一致，请说明理由。", "This is not what the filer claimed: say why.")
                );
            }
        }
        if (command.Remarks?.Length > LongestRemarks)
            yield return new(
                FindingCodes.TextUnfit,
                Severity.Error,
                "remarks",
                new($"不得超过{LongestRemarks}个字符。", $"At most {LongestRemarks} characters are taken.")
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
                    new("列表中有空项，请填写或删除。", "The list holds an empty item: fill it in or take it out.")
                );
            else if (tests.All(t => t.Code != answer.Code))
                yield return new(
                    FindingCodes.UnknownCode,
                    Severity.Error,
                    $"checks[{i}].code",
                    new($"该类合同的认定清单中没有“{answer.Code}”。", $"The check-list of this kind has no '{answer.Code}'.")
                );
            else if (answer is { Met: false, Note: null or "" })
                yield return new(
                    FindingCodes.ReasonMissing,
                    Severity.Error,
                    $"checks[{i}].note",
                    new("认定条件不符合的，请说明理由。", "Say why the test is not met.")
                );
            else if (answer.Note?.Length > LongestRemarks)
                yield return new(
                    FindingCodes.TextUnfit,
                    Severity.Error,
                    $"checks[{i}].note",
                    new($"不得超过{LongestRemarks}个字符。", $"At most {LongestRemarks} characters are taken.")
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
                    $"按费用明细，技术交易额应为{computed}元，现为{given}元。",
                    $"By the cost lines the technical amount is {computed} yuan; it says {given}."
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
                    $"技术交易额须大于0且不超过合同成交额{value}元；没有技术内容的，应不予登记。",
                    "The technical amount must be above 0 and not above the contract "
                        + $"value of {value}: refuse a contract without technology."
                )
            );
        }
    }
}

/// <summary>The registrar's word on a contract.</summary>
/// <param name="Kind">The sub-kind as the registrar sees it.</param>
/// <param name="CostLines">All cost lines, each with its reasonable quantity and the reason.</param>
/// <param name="TechnicalAmount">Must be the value less the deductions.</param>
[SchemaName("AssessCase")]
public sealed record AssessBody(string Kind, IReadOnlyList<CostLine> CostLines, Yuan TechnicalAmount, string? Remarks = null)
{
    /// <summary>Answers to the recognition tests of the kind; those left out stay open.</summary>
    public IReadOnlyList<TestAnswer> Checks { get; init; } = [];
}

/// <summary>Kind and amounts of a contract were assessed.</summary>
[WireName("CaseAssessed")]
public sealed record ContractAssessed(Assessment Assessment, string By, DateTimeOffset At) : ContractEvent
{
    /// <summary>The zone confirmations that count from now on; null in events of earlier versions.</summary>
    public IReadOnlyList<ConfirmedZone>? ConfirmedZones { get; init; }
}
