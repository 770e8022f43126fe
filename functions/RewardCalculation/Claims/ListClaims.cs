using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Without a filter, lists the claims of the caller's organisation.</summary>
public sealed class ListClaims(Lists lists, TimeProvider time)
{
    [Function("ListClaims")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation(
        "Claims of an organisation, or, for finance and auditors, of a policy year or in a status; newest first",
        Answer = typeof(PageBody),
        Query = [
            "org: An organisation's USCC",
            "policy: A policy's id, with year",
            "year: The policy year",
            "status: A status",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "claims")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var list = Choose(request);
        if (list.Problem is { } refused)
            return new ProblemResult(refused);
        return await lists.PageAsync<ClaimSummary>(
            request,
            list.Value,
            line => ClaimSetup.MaySee(line.Beneficiary.Uscc, request.Caller()),
            shown: line => line.For(request.Caller(), time.ChinaToday()),
            cancellation: cancellation
        );
    }

    private static Outcome<string> Choose(HttpRequest request)
    {
        var caller = request.Caller();
        request.OneOf("org", "policy", "status");
        request.OneOf("org", "year");
        request.OneOf("status", "year");
        if (request.AskedOrganisation() is { } org)
            return ClaimSetup.MaySee(org, caller) ? ClaimLists.OfOrganisation(org) : Problem.Of(Catalogue.NotFound);
        var (policy, status) = (request.Asked("policy"), request.AskedChoice<ClaimStatus>("status", ClaimStatuses.Name));
        if (policy is null && status is null)
        {
            return caller.Organisation is { } own && caller.ActsFor(own)
                ? ClaimLists.OfOrganisation(own)
                : WrongQuery.Of(
                    "org",
                    "请选择单位、政策及年度、状态中的一项",
                    "choose one of: an organisation, a policy with its year, a status"
                );
        }
        if (!ClaimSetup.MaySee(beneficiary: null, caller))
            return RoleNames.Needed(Role.Finance, Role.Auditor);
        if (policy is null)
            return ClaimLists.OfStatus(status!.Value);
        return IsPolicyId(policy)
            ? ClaimLists.OfPolicy(policy, request.NeededYear())
            : WrongQuery.Of("policy", "政策编号格式不正确，请重新选择政策", "the policy's ID is malformed; choose the policy again");
    }

    internal static bool IsPolicyId(string text) =>
        text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
