using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>A draft was made.</summary>
[WireName("ContractDrafted")]
public sealed record ContractDrafted(string Organisation, string By, DateTimeOffset At) : CaseEvent;

/// <summary>A new case, as a draft.</summary>
public static class Draft
{
    public static Outcome<Change<RegistrationCase>> Decide(
        string id,
        ContractContent content,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now
    )
    {
        if (caller.Organisation is not { } organisation || !caller.ActsFor(organisation))
            return Problem.Of(Catalogue.NotAllowed, ("roles", "office, company"));
        if (Keepable.Check(content, caller, rules, now.ChinaDate()) is { } problem)
            return problem;

        var state = new RegistrationCase
        {
            Id = id,
            Status = CaseStatus.Draft,
            Filer = new(organisation, caller.Subject),
            Content = content,
            CreatedAt = now,
        };
        return new Change<RegistrationCase>(state, new ContractDrafted(organisation, caller.Subject, now));
    }
}
