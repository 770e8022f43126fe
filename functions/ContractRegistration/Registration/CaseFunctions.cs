using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Hosting;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>The life of a registration case over HTTP: each function parses, lets one decision decide, and answers.</summary>
public sealed class CaseFunctions(
    Commands<RegistrationCase> commands,
    SameText sameText,
    ConfirmedZones zones,
    ReadLog reads,
    RuleBook rules,
    TimeProvider time
)
{
    private DateTimeOffset Now => time.GetUtcNow();

    [Function("DraftContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "File a contract as a draft",
        Body = typeof(ContractContent),
        Answer = typeof(CaseView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Draft(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<ContractContent>(
            request,
            (id, content, caller) => Registration.Draft.Decide(id, content, caller, rules, Now),
            cancellation
        );

    [Function("ReplaceContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Replace the content of a draft or returned case",
        Body = typeof(ContractContent),
        Answer = typeof(CaseView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Replace(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "contracts/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ContractContent>(
            request,
            id,
            (state, content, caller) => Registration.Replace.Decide(state, content, caller, rules, Now),
            cancellation
        );

    [Function("CheckContract")]
    [Allowed]
    [Operation("Dry run of the pre-check; nothing is kept", Body = typeof(ContractContent), Answer = typeof(PrecheckView))]
    public async Task<IResult> Check(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/check")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var content = await request.ReadJsonAsync<ContractContent>(cancellation);
        return Results.Json(PrecheckView.Of(Precheck.Run(content, [], rules, Now.ChinaDate())), Json.Options);
    }

    [Function("SubmitContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Hand the case in: the pre-check's errors stop it, its warnings pass with a reason",
        Body = typeof(SubmitCase),
        Answer = typeof(CaseView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Submit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/submit")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<SubmitCase>(
            request,
            id,
            (state, command, caller) => Registration.Submit.Decide(state, command, caller, rules, Now),
            cancellation
        );

    [Function("WithdrawContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Take the case back before it is decided", Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Withdraw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/withdraw")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ChangeAsync<NoContent>(request, id, (state, _, caller) => Registration.Withdraw.Decide(state, caller, Now), cancellation);

    [Function("AcceptContract")]
    [Allowed(Role.Registrar)]
    [Operation("Take the case up: the clock starts, the rule set is pinned", Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Accept(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/accept")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            async (state, _, caller) =>
                Registration.Accept.Against(state, caller) is { } problem
                    ? problem
                    : Registration.Accept.Decide(
                        state,
                        caller,
                        rules,
                        Now,
                        await zones.OfAsync(state, cancellation),
                        await sameText.OfAsync(state, cancellation)
                    ),
            cancellation
        );

    [Function("ReturnContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Return the case for correction, with the whole list at once",
        Body = typeof(ReturnCase),
        Answer = typeof(CaseView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Return(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/return")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ReturnCase>(
            request,
            id,
            (state, command, caller) => Registration.Return.Decide(state, command, caller, rules, Now),
            cancellation
        );

    [Function("AssessContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Assess kind and technical amount, line by line",
        Body = typeof(AssessCase),
        Answer = typeof(CaseView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Assess(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/assess")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<AssessCase>(
            request,
            id,
            async (state, command, caller) =>
                Registration.Assess.Against(state, caller) is { } problem
                    ? problem
                    : Registration.Assess.Decide(state, command, caller, rules, Now, await zones.OfAsync(state, cancellation)),
            cancellation
        );

    [Function("ReferContract")]
    [Allowed(Role.Registrar)]
    [Operation("Refer the case to expert review: the longer limit applies", Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Refer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/refer")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            (state, _, caller) => Registration.Refer.Decide(state, caller, rules, Now),
            cancellation
        );

    [Function("ApproveContract")]
    [Allowed(Role.Approver)]
    [Operation("Approve a large case, as a third person", Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Approve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/approve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            (state, _, caller) => Registration.Approve.Decide(state, caller, rules, Now),
            cancellation
        );

    [Function("RegisterContract")]
    [Allowed(Role.Registrar)]
    [Operation("Decide to register: the number follows by itself", Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Register(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/register")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<NoContent>(
            request,
            id,
            (state, _, caller) => Registration.Register.Decide(state, caller, rules, Now),
            cancellation
        );

    [Function("RefuseContract")]
    [Allowed(Role.Registrar)]
    [Operation("Refuse to register, with a coded reason", Body = typeof(RefuseCase), Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Refuse(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/refuse")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<RefuseCase>(
            request,
            id,
            (state, command, caller) => Registration.Refuse.Decide(state, command, caller, rules, Now),
            cancellation
        );

    [Function("ChangeContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "File a change of a registered contract, which stays in force until the change is registered",
        Body = typeof(ChangeContract),
        Answer = typeof(CaseView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Change(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/change")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ChangeContract>(
            request,
            id,
            (state, command, caller) => Registration.FileChange.Decide(state, command, caller, rules, Now),
            cancellation
        );

    [Function("CancelContract")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Cancel a registration", Body = typeof(EndRegistration), Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Cancel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/cancel")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<EndRegistration>(
            request,
            id,
            (state, command, caller) => Registration.Cancel.Decide(state, command, caller, Now),
            cancellation
        );

    [Function("ObjectContract")]
    [Allowed(Role.Office, Role.Company, Role.Finance)]
    [Operation("Object to the decision", Body = typeof(ObjectToCase), Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Object(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/object")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ObjectToCase>(
            request,
            id,
            (state, command, caller) => Registration.RaiseObjection.Decide(state, command, caller, Now),
            cancellation
        );

    [Function("ResolveContract")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Resolve an objection: if it is upheld, the case is examined again",
        Body = typeof(ResolveObjection),
        Answer = typeof(CaseView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Resolve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/resolve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ResolveObjection>(
            request,
            id,
            (state, command, caller) => Registration.Resolve.Decide(state, command, caller, rules, Now),
            cancellation
        );

    [Function("CorrectContract")]
    [Allowed(Role.Registrar)]
    [Operation("Put clerical slips right", Body = typeof(CorrectCase), Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Correct(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/correct")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<CorrectCase>(
            request,
            id,
            (state, command, caller) => Registration.Correct.Decide(state, command, caller, rules, Now),
            cancellation
        );

    [Function("RevokeContract")]
    [Allowed(Role.Registrar)]
    [Operation("Revoke a registration", Body = typeof(EndRegistration), Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Revoke(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/revoke")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<EndRegistration>(
            request,
            id,
            (state, command, caller) => Registration.Revoke.Decide(state, command, caller, Now),
            cancellation
        );

    [Function("RecordNationalNumber")]
    [Allowed(Role.Registrar, Role.Approver)]
    [Operation(
        "Record the national system's number of a registered contract, once; the approver puts another in its place, with the reason",
        Body = typeof(GiveNationalNumber),
        Answer = typeof(CaseView),
        Effect = Effect.Changes
    )]
    public Task<IResult> NationalNumber(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/national-number")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<GiveNationalNumber>(
            request,
            id,
            (state, command, caller) => RecordNationalNumber.Decide(state, command, caller, rules, Now),
            cancellation
        );

    [Function("ReassignContract")]
    [Allowed(Role.Registrar)]
    [Operation("Give the case to one registrar", Body = typeof(ReassignCase), Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Reassign(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/reassign")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ReassignCase>(
            request,
            id,
            (state, command, caller) => Registration.Reassign.Decide(state, command, caller, Now),
            cancellation
        );

    [Function("RecuseContract")]
    [Allowed(Role.Registrar, Role.Approver)]
    [Operation("Step back from the case for good", Body = typeof(RecuseFromCase), Answer = typeof(CaseView), Effect = Effect.Changes)]
    public Task<IResult> Recuse(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "contracts/{id}/recuse")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<RecuseFromCase>(
            request,
            id,
            (state, command, caller) => Registration.Recuse.Decide(state, command, caller, Now),
            cancellation
        );

    [Function("GetContract")]
    [Allowed]
    [Operation("A case, as the caller may see it", Answer = typeof(CaseView))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "contracts/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => reads.OfCaseAsync(id, request.Caller(), commands.ReadAsync(request, id, cancellation), cancellation);
}
