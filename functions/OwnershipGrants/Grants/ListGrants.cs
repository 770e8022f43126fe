using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Grants;

public sealed class ListGrants(Lists lists, TimeProvider time)
{
    [Function("ListGrants")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The grants of an organisation, or, for auditors, all in a status; newest first",
        Answer = typeof(PageBody),
        Query = [
            "org: The organisation's USCC; an office's own if not given",
            "status: A status; auditors may use it without an organisation",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "grants")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var status = request.AskedChoice<GrantStatus>("status", Words.Name);
        if (status is { } all && request.Caller().Is(Role.Auditor) && request.Asked("org") is null)
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
                shown: line => line.For(request.Caller(), time.ChinaToday()),
                cancellation: cancellation
            );
    }
}
