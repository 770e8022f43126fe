using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>The caller's organisation becomes the filer.</summary>
public sealed class Draft(Commands<Contract> commands, RuleBook rules, TimeProvider time)
{
    [Function("DraftContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "File a contract as a draft",
        Body = typeof(ContractContent),
        Answer = typeof(ContractView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<ContractContent>(
            request,
            (id, content, caller) => Decide(id, content, caller, rules, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Contract>> Decide(string id, ContractContent content, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        if (caller.Organisation is not { } organisation || !caller.ActsFor(organisation))
            return RoleNames.Needed(Role.Office, Role.Company);
        if (MinimumContent.Check(content, caller, rules, now.ChinaDate()) is { } problem)
            return problem;

        var state = new Contract
        {
            Id = id,
            Status = ContractStatus.Draft,
            Filer = new(organisation, caller.Subject),
            Content = content,
            CreatedAt = now,
        };
        return new Change<Contract>(state, new ContractDrafted(organisation, caller.Subject, now));
    }
}

[WireName("ContractDrafted")]
public sealed record ContractDrafted(string Organisation, string By, DateTimeOffset At) : ContractEvent;
