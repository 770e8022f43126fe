using Microsoft.AspNetCore.Http;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>The organisation that a query asks for with <c>org</c>: offices may ask only for their own, auditors for any.</summary>
internal static class OrganisationAsked
{
    public static Outcome<string> Of(HttpRequest request)
    {
        var caller = request.Caller();
        var asked = request.Query["org"].ToString();
        if (asked.Length == 0)
        {
            return caller.Organisation is { } own && Access.MaySee(own, caller)
                ? own
                : Problem.Of(Catalogue.MalformedQuery, ("name", "org"), ("reason", "USCC")).At("org");
        }
        if (!CreditCode.IsValid(asked))
            return Problem.Of(Catalogue.MalformedQuery, ("name", "org"), ("reason", "USCC")).At("org");
        return Access.MaySee(asked, caller) ? asked : Problem.Of(Catalogue.NotFound);
    }
}
