using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>补正: stops the clock and drops the assessment; the next acceptance starts again.</summary>
public sealed class Return(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    private const int MostCorrections = 50;
    private const int LongestMessage = 1000;

    [Function("ReturnContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Return the case for correction, with the whole list at once",
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
        if (command.Corrections.Count is 0 or > MostCorrections)
            return Wrong(
                "corrections",
                new($"请列出1至{MostCorrections}处需要补正的内容。", $"List 1 to {MostCorrections} things to correct.")
            );
        for (var i = 0; i < command.Corrections.Count; i++)
        {
            var correction = command.Corrections[i];
            if (correction is null)
                return Wrong($"corrections[{i}]", new("列表中有空项。", "The list holds an empty item."));
            if (rules.CorrectionReasons.All(r => r.Code != correction.Code))
                return Wrong($"corrections[{i}].code", Reasons(rules.CorrectionReasons, correction.Code));
            if (string.IsNullOrWhiteSpace(correction.Message) || correction.Message.Length > LongestMessage)
            {
                return Wrong(
                    $"corrections[{i}].message",
                    new($"请用1至{LongestMessage}个字说明需要补正什么。", $"Say in 1 to {LongestMessage} characters what to correct.")
                );
            }
        }
        return null;
    }

    internal static Text Reasons(IReadOnlyList<NamedRule> known, string code) =>
        new(
            $"没有代码为“{code}”的理由，可选：{string.Join("、", known.Select(r => r.Code))}。",
            $"There is no reason '{code}'; choose one of {string.Join(", ", known.Select(r => r.Code))}."
        );

    private static Problem Wrong(string path, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(path);
}

/// <summary>What the filer is asked to correct, all at once (一次性告知).</summary>
[SchemaName("ReturnCase")]
public sealed record ReturnBody(IReadOnlyList<Correction> Corrections);

/// <summary>A contract went back to its filer.</summary>
[WireName("CaseReturned")]
public sealed record ContractReturned(IReadOnlyList<Correction> Corrections, string By, DateTimeOffset At) : ContractEvent;
