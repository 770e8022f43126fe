using Microsoft.AspNetCore.Http;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>The organisation that a query asks for with <c>org</c>: offices may ask only for their own, auditors for any.</summary>
internal static class OrganisationAsked
{
    public static Outcome<string> Of(HttpRequest request)
    {
        var caller = request.Caller();
        if (request.AskedOrganisation() is { } asked)
            return Access.MaySee(asked, caller) ? asked : Problem.Of(Catalogue.NotFound);
        return caller.Organisation is { } own && Access.MaySee(own, caller) ? own : WrongQuery.CreditCode("org");
    }
}
