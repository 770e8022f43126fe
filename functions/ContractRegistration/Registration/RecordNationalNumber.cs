using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Records the number that the national system (全国技术合同管理与服务系统) gave the contract. A registrar records it once; only an approver can
/// correct it, with a reason. Possible during a change and after the end of the registration, because the national system keeps the
/// contract.
/// </summary>
public sealed class RecordNationalNumber(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    [Function("RecordNationalNumber")]
    [Allowed(Role.Registrar, Role.Approver)]
    [Operation(
        "Record the national number of a registered contract, once; an approver can replace it, with a reason",
        Body = typeof(RecordNationalNumberBody),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/national-number")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<RecordNationalNumberBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, rules, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(
        Contract state,
        RecordNationalNumberBody command,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now
    )
    {
        var number = command.NationalNumber.Trim();
        var isCorrection = state.NationalNumber is not null;
        var problem =
            ContractLifeCycle.RecordNationalNumber.Against(state, caller)
            ?? (isCorrection ? Correction(state, number, command) : First(command))
            ?? Finding.Refusal(NumberFindings(state, number, rules));
        if (problem is not null)
            return problem;
        return new Change<Contract>(
            state with
            {
                NationalNumber = number,
            },
            new NationalNumberRecorded(number, state.NationalNumber, command.Reason, caller.Subject, now)
        );
    }

    private static Problem? First(RecordNationalNumberBody command) =>
        command.Reason is null ? null : Access.Reason(command.Reason, "reason");

    private static Problem? Correction(Contract state, string number, RecordNationalNumberBody command) =>
        Access.Reason(command.Reason, "reason")
        ?? (number == state.NationalNumber ? Problem.Of(Catalogue.NothingChanged).At("nationalNumber") : null);

    private static IEnumerable<Finding> NumberFindings(Contract state, string number, RuleBook rules)
    {
        if (NationalNumberPattern.Check(number, state.RegisteredOn!.Value) is { } malformed)
            yield return malformed;
        // A number from this office's own series is accepted only for the contract that it was allotted to.
        if (number != state.Number && rules.RuleSets.All.Any(r => r.RegistrationNumber.SerialOf(number) is not null))
        {
            yield return new(
                FindingCodes.NationalNumberOfOwnSeries,
                Severity.Error,
                "nationalNumber",
                new(
                    "该编号属于本登记机构的编号序列，但不是该合同的登记编号，请核对。",
                    "This number belongs to this office's own series, but it is not the registration number of this contract. Check it."
                )
            );
        }
    }
}

/// <param name="Reason">Reason for replacing a recorded number; may be left out the first time.</param>
[SchemaName("GiveNationalNumber")]
public sealed record RecordNationalNumberBody(string NationalNumber, string? Reason = null);

/// <param name="Before">The replaced number; null the first time.</param>
[WireName("NationalNumberRecorded")]
public sealed record NationalNumberRecorded(string NationalNumber, string? Before, string? Reason, string By, DateTimeOffset At)
    : ContractEvent;
