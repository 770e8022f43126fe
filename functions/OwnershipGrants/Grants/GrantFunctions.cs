using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Grants.Actions;
using TechTransfer.OwnershipGrants.Rules;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>Grants over HTTP: each function parses, lets one decision decide, and answers with the grant.</summary>
public sealed class GrantFunctions(Commands<Achievement> commands, Lists lists, GrantRuleBook book, TimeProvider time)
{
    private DateTimeOffset Now => time.GetUtcNow();

    [Function("ApplyForGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Apply for a grant of this achievement",
        Body = typeof(ApplyForGrant),
        Answer = typeof(GrantView),
        Status = 201,
        Effect = Effect.Changes
    )]
    public Task<IResult> Apply(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/grants")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangePartAsync<ApplyForGrant>(
            request,
            id,
            (loaded, body, caller) => Task.FromResult(Actions.Apply.Decide(loaded.State!, body, caller, book, Now)),
            (after, made) =>
            {
                // Commands of earlier versions of the system do not say which: their state is kept, and the newest is the one.
                var grant = made ?? after.State!.Grants[^1].Id;
                return new(View(after, grant)!, $"/api/grants/{grant}");
            },
            cancellation
        );

    [Function("CheckGrant")]
    [Allowed(Role.Office)]
    [Operation("The check of the application's form", Body = typeof(CheckForm), Answer = typeof(GrantView), Effect = Effect.Changes)]
    public Task<IResult> Check(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/check")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<CheckForm>(request, id, Actions.Check.Decide, cancellation);

    [Function("ClearTitle")]
    [Allowed(Role.Office)]
    [Operation(
        "The check of title and negative list: an item that applies refuses the grant",
        Body = typeof(ClearTitle),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Clear(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/clearTitle")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<ClearTitle>(request, id, ClearTitleDecision.Decide, cancellation);

    [Function("AppraiseGrant")]
    [Allowed(Role.Office)]
    [Operation("How the price came about", Body = typeof(Appraise), Answer = typeof(GrantView), Effect = Effect.Changes)]
    public Task<IResult> Appraise(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/appraise")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<Appraise>(request, id, AppraiseDecision.Decide, cancellation);

    [Function("DecideGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "The organisation's decision, by a second person",
        Body = typeof(DecideGrant),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/decide")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<DecideGrant>(request, id, DecideGrantDecision.Decide, cancellation);

    [Function("PublishGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Open the public notice inside the organisation",
        Body = typeof(PublishGrant),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Publish(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/publish")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<PublishGrant>(request, id, Actions.Publish.Decide, cancellation);

    [Function("ObjectToGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Record an objection: the notice's clock stands still",
        Body = typeof(RaiseObjection),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Object(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/object")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<RaiseObjection>(request, id, RaiseObjectionDecision.Decide, cancellation);

    [Function("ResolveGrantObjection")]
    [Allowed(Role.Office)]
    [Operation(
        "Resolve an objection, by a second person",
        Body = typeof(ResolveObjection),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Resolve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/resolve")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<ResolveObjection>(request, id, ResolveDecision.Decide, cancellation);

    [Function("SignGrant")]
    [Allowed(Role.Office)]
    [Operation("The agreement with the team was signed", Body = typeof(SignGrant), Answer = typeof(GrantView), Effect = Effect.Changes)]
    public Task<IResult> Sign(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/sign")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<SignGrant>(request, id, Actions.Sign.Decide, cancellation);

    [Function("RecordRightHolder")]
    [Allowed(Role.Office)]
    [Operation(
        "The new right holders are on record at the offices of the rights",
        Body = typeof(RecordRightHolder),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> RecordRightHolder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/recordRightHolder")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<RecordRightHolder>(request, id, RecordRightHolderDecision.Decide, cancellation);

    [Function("EnterIntoForce")]
    [Allowed(Role.Office)]
    [Operation(
        "The grant comes into force, by a second person",
        Body = typeof(EnterIntoForce),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> EnterIntoForce(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/enterIntoForce")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<EnterIntoForce>(request, id, EnterIntoForceDecision.Decide, cancellation);

    [Function("ExtendGrant")]
    [Allowed(Role.Office)]
    [Operation("Extend a right that has a term", Body = typeof(ExtendGrant), Answer = typeof(GrantView), Effect = Effect.Changes)]
    public Task<IResult> Extend(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/extend")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<ExtendGrant>(request, id, Actions.Extend.Decide, cancellation);

    [Function("ReportYear")]
    [Allowed(Role.Office)]
    [Operation("Report on a year of the grant", Body = typeof(ReportYear), Answer = typeof(GrantView), Effect = Effect.Changes)]
    public Task<IResult> ReportYear(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/reportYear")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<ReportYear>(request, id, ReportYearDecision.Decide, cancellation);

    [Function("TakeBackGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Take a right back that was not converted in time, by a second person",
        Body = typeof(TakeBackGrant),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> TakeBack(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/takeBack")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<TakeBackGrant>(request, id, Actions.TakeBack.Decide, cancellation);

    [Function("TerminateGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Terminate the agreement before its time, by a second person",
        Body = typeof(TerminateGrant),
        Answer = typeof(GrantView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Terminate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/terminate")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<TerminateGrant>(request, id, Actions.Terminate.Decide, cancellation);

    [Function("WithdrawGrant")]
    [Allowed(Role.Office)]
    [Operation("Take the application back", Body = typeof(WithdrawGrant), Answer = typeof(GrantView), Effect = Effect.Changes)]
    public Task<IResult> Withdraw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/withdraw")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => ActAsync<WithdrawGrant>(request, id, Actions.Withdraw.Decide, cancellation);

    [Function("GetGrant")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("A grant", Answer = typeof(GrantView))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadPartAsync(request, PartIds.AchievementOf(id), (loaded, _) => View(loaded, id), cancellation);

    [Function("ListGrants")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The grants of an organisation, or, for auditors, all in a status; newest first",
        Answer = typeof(PageBody),
        Query = [
            "org: The organisation's USCC; an office's own if not given",
            "status: A status; auditors may give it alone",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        GrantStatus? status = null;
        if (request.Query["status"].ToString() is { Length: > 0 } text)
        {
            if (!Enum.TryParse<GrantStatus>(text, ignoreCase: true, out var parsed) || char.IsAsciiDigit(text[0]))
                return new ProblemResult(
                    Problem
                        .Of(Catalogue.MalformedQuery, ("name", "status"), ("reason", string.Join(", ", Enum.GetNames<GrantStatus>())))
                        .At("status")
                );
            status = parsed;
        }
        if (status is { } all && request.Caller().Is(Role.Auditor) && request.Query["org"].Count == 0)
            return await PageAsync(GrantLists.OfStatus(all));
        var organisation = OrganisationAsked.Of(request);
        if (organisation.Problem is { } refused)
            return new ProblemResult(refused);
        return await PageAsync(GrantLists.OfOrganisation(organisation.Value));

        Task<IResult> PageAsync(string list) =>
            lists.PageAsync<GrantSummary>(
                request,
                list,
                line => Access.MaySee(line.Organisation, request.Caller()),
                line => status is null || line.Status == status,
                cancellation
            );
    }

    [Function("ListPresets")]
    [Allowed]
    [Operation(
        "The rule set of grants in force on a day: presets, negative list, notice, terms",
        Answer = typeof(GrantRules),
        Query = ["on: A day; today if not given"]
    )]
    public IResult Rules([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grant-rules")] HttpRequest request)
    {
        var on = time.ChinaToday();
        if (request.Query["on"].ToString() is { Length: > 0 } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", out on))
            return new ProblemResult(Problem.Of(Catalogue.MalformedQuery, ("name", "on"), ("reason", "YYYY-MM-DD")).At("on"));
        return book.InForceOn(on) is { } rules ? Results.Json(rules, Json.Options) : new ProblemResult(Problem.Of(Catalogue.NotFound));
    }

    private delegate Outcome<Change<Achievement>> Decision<TBody>(
        Achievement state,
        string grantId,
        TBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    );

    private Task<IResult> ActAsync<TBody>(HttpRequest request, string id, Decision<TBody> decide, CancellationToken cancellation) =>
        commands.ChangePartAsync<TBody>(
            request,
            PartIds.AchievementOf(id),
            (loaded, body, caller) => Task.FromResult(decide(loaded.State!, id, body, caller, book, Now)),
            (after, _) => new(View(after, id)!),
            cancellation
        );

    private GrantView? View(Loaded<Achievement> loaded, string id) =>
        GrantView.Of(loaded.State!, id, book, time.ChinaToday(), loaded.Version);
}
