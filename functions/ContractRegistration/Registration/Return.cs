using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// 要求补正: returns a contract for correction. This stops the clock and drops the assessment; the next acceptance starts again.
/// </summary>
public sealed class Return(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    private const int MaxCorrections = 50;
    private const int LongestMessage = 1000;

    [Function("ReturnContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Request corrections, all of them at once",
        Body = typeof(ReturnBody),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/return")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ReturnBody>(
            request,
            id,
            (state, command, caller) => Decide(state, command, caller, rules, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(Contract state, ReturnBody command, Caller caller, RuleBook rules, DateTimeOffset now) =>
        state.OnOpenVersion(version => DecideOn(version, command, caller, rules, now));

    private static Outcome<Change<Contract>> DecideOn(Contract state, ReturnBody command, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        var problem = ContractLifeCycle.Return.Against(state, caller) ?? Check(command, rules.RuleSets.InForceOn(now.ChinaDate()));
        if (problem is not null)
            return problem;

        var returned = state with
        {
            Status = ContractStatus.Returned,
            Corrections = command.Corrections,
            ToFollow = [],
            CorrectionRounds =
            [
                .. state.CorrectionRounds.TakeLast(CorrectionRound.MostKept - 1),
                new CorrectionRound(command.Corrections, now, []),
            ],
            Returns = state.Returns + 1,
            RuleSet = null,
            Clock = null,
            Assessment = null,
            Accepted = null,
            Assessed = null,
            Approved = null,
            AssignedTo = null,
        };
        return new Change<Contract>(returned, new ContractReturned(command.Corrections, caller.Subject, now));
    }

    private static Problem? Check(ReturnBody command, RuleSet rules)
    {
        if (command.Corrections.Count is 0 or > MaxCorrections)
            return Wrong(
                "corrections",
                new($"补正内容应为1至{MaxCorrections}处，请核对。", $"There must be 1 to {MaxCorrections} corrections. Check them.")
            );
        for (var i = 0; i < command.Corrections.Count; i++)
        {
            var correction = command.Corrections[i];
            if (correction is null)
                return Wrong(
                    $"corrections[{i}]",
                    new($"第{i + 1}处补正内容是空项，请填写或者删除。", $"Correction {i + 1} is empty. Fill it in or delete it.")
                );
            if (rules.CorrectionReasons.All(r => r.Code != correction.Code))
                return Wrong($"corrections[{i}].code", Reasons(rules.CorrectionReasons, correction.Code));
            if (string.IsNullOrWhiteSpace(correction.Message) || correction.Message.Length > LongestMessage)
            {
                return Wrong(
                    $"corrections[{i}].message",
                    new(
                        $"第{i + 1}处补正内容的说明应为1至{LongestMessage}个字符，请写明如何补正。",
                        $"The description of correction {i + 1} must have 1 to {LongestMessage} characters. State how to correct the "
                            + "application."
                    )
                );
            }
        }
        return null;
    }

    internal static Text Reasons(IReadOnlyList<NamedRule> known, string code)
    {
        var names = Text.JoinLong(known.Select(r => r.Name));
        return new(
            $"所填理由“{code}”不在可选范围内，请从以下理由中选择：{names.Zh}。",
            $"There is no reason '{code}'. Choose one of: {names.En}."
        );
    }

    private static Problem Wrong(string path, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(path);
}

/// <summary>一次性告知: one list must contain everything that the filer has to correct.</summary>
[SchemaName("ReturnCase")]
public sealed record ReturnBody(IReadOnlyList<Correction> Corrections);

[WireName("CaseReturned")]
public sealed record ContractReturned(IReadOnlyList<Correction> Corrections, string By, DateTimeOffset At) : ContractEvent;
