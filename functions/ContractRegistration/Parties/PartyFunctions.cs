using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>The directory of organisations: everybody signed in reads it, filings fill it, registrars have the last word.</summary>
public sealed class PartyFunctions(
    Commands<DirectoryParty> commands,
    AggregateStore<DirectoryParty> directory,
    Lists lists,
    TimeProvider time
)
{
    private const int LongestPart = 64;

    private DateTimeOffset Now => time.GetUtcNow();

    [Function("GetParty")]
    [Allowed]
    [Operation("An organisation of the directory; contacts only for itself and registrars", Answer = typeof(PartyView))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "parties/{uscc}")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) => Known(uscc, () => commands.ReadAsync(request, uscc, cancellation));

    [Function("FindParties")]
    [Allowed]
    [Operation(
        "Organisations whose name, or a part of it, begins like this; one page, sorted by what follows",
        Answer = typeof(PageBody),
        Query = [
            "name!: A part of the name, 1 to 64 characters; blanks, brackets, width and case do not count",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Find(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "parties")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Of(request);
        if (paging.Problem is { } badPaging)
            return new ProblemResult(badPaging);
        var name = request.Query["name"].ToString();
        var part = name.Length <= LongestPart ? NameIndex.Plain(name) : "";
        if (part.Length == 0)
            return new ProblemResult(
                Problem
                    .Of(
                        Catalogue.MalformedQuery,
                        ("name", "name"),
                        (
                            "reason",
                            new Text(
                                $"请填写 1 至 {LongestPart} 个字符的名称或其一部分。",
                                $"Give 1 to {LongestPart} characters of a name."
                            )
                        )
                    )
                    .At("name")
            );

        var page = await lists.ReadStartingWithAsync(
            NameIndex.ListOf(part),
            NameIndex.KeyOf(part),
            paging.Value.Limit,
            paging.Value.Cursor,
            cancellation
        );
        if (page.Problem is { } badCursor)
            return new ProblemResult(badCursor);
        // An organisation may match at several places, or by several of its names.
        return Results.Json(
            new PageBody([.. page.Value.Items.DistinctBy(item => item.GetProperty("uscc").GetString())], page.Value.Cursor),
            Json.Options
        );
    }

    [Function("RenameParty")]
    [Allowed(Role.Registrar)]
    [Operation("Note a new name from a day on", Body = typeof(RenameParty), Answer = typeof(PartyView), Effect = Effect.Changes)]
    public Task<IResult> Rename(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parties/{uscc}/rename")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        Known(
            uscc,
            () =>
                commands.ChangeAsync<RenameParty>(
                    request,
                    uscc,
                    (party, command, caller) => Parties.Rename.Decide(party, command, caller, Now),
                    cancellation
                )
        );

    [Function("MergeParty")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Note that the organisation went into another",
        Body = typeof(MergeParty),
        Answer = typeof(PartyView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Merge(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parties/{uscc}/merge")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        Known(
            uscc,
            () =>
                commands.ChangeAsync<MergeParty>(
                    request,
                    uscc,
                    async (party, command, caller) =>
                    {
                        var target = CreditCode.IsValid(command.Into)
                            ? (await directory.LoadAsync(command.Into, cancellation)).State
                            : null;
                        return Parties.Merge.Decide(party, command, target, caller, Now);
                    },
                    cancellation
                )
        );

    [Function("ConfirmPartyZone")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Give the word on whether the organisation stands in the zone, from a day on",
        Body = typeof(ConfirmPartyZone),
        Answer = typeof(PartyView),
        Effect = Effect.Changes
    )]
    public Task<IResult> Confirm(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parties/{uscc}/zone")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        Known(
            uscc,
            () =>
                commands.ChangeAsync<ConfirmPartyZone>(
                    request,
                    uscc,
                    (party, command, caller) => ConfirmZone.Decide(party, command, caller, Now),
                    cancellation
                )
        );

    // What is no credit code is in no directory.
    internal static Task<IResult> Known(string uscc, Func<Task<IResult>> answer) =>
        CreditCode.IsValid(uscc) ? answer() : Task.FromResult<IResult>(new ProblemResult(Problem.Of(Catalogue.NotFound)));
}
