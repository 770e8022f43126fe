using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Records no event, because each submission records the content.</summary>
public sealed class Replace(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    [Function("ReplaceContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Replace the content of a draft or returned contract",
        Body = typeof(ContractContent),
        Answer = typeof(ContractView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "contracts/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ContractContent>(
            request,
            id,
            (state, content, caller) => Decide(state, content, caller, rules, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(
        Contract state,
        ContractContent content,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now
    ) => state.OnOpenVersion(version => DecideOn(version, content, caller, rules, now));

    private static Outcome<Change<Contract>> DecideOn(
        Contract state,
        ContractContent content,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now
    )
    {
        var problem = ContractLifeCycle.Replace.Against(state, caller) ?? MinimumContent.Check(content, caller, rules, now.ChinaDate());
        return problem is null ? new Change<Contract>(state with { Content = content }, null) : problem;
    }
}
