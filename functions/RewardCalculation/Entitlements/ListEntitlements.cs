using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Entitlements;

public sealed class ListEntitlements(Lists lists, PublishedPolicies policies)
{
    [Function("ListEntitlements")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Auditor)]
    [Operation(
        "An organisation's entitlements of a policy year; for finance and auditors also those under one policy",
        Answer = typeof(PageBody),
        Query = [
            "org: A credit code; or policy",
            "policy: A policy's id",
            "year!: The policy year",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "entitlements")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        request.OneOf("org", "policy");
        var (caller, org, policy, year) = (request.Caller(), request.AskedOrganisation(), request.Asked("policy"), request.NeededYear());
        if (org is null && policy is null)
            return new ProblemResult(WrongQuery.Of("org", "请选择单位或者政策中的一项", "choose either an organisation or a policy"));
        if (!EntitlementSetup.MaySee(org, caller))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        if (policy is not null && (await policies.CurrentAsync(cancellation)).Book.VersionsOf(policy).Count == 0)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var list = org is not null ? EntitlementSetup.OfOrganisation(org, year) : EntitlementSetup.OfPolicyYear(policy!, year);
        return await lists.PageAsync<EntitlementSummary>(
            request,
            list,
            line => EntitlementSetup.MaySee(line.Uscc, caller),
            cancellation: cancellation
        );
    }
}
