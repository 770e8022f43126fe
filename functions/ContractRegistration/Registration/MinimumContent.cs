using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Checks that apply even to drafts; a draft may have all other errors.</summary>
internal static class MinimumContent
{
    public static Problem? Check(ContractContent content, Caller caller, RuleBook rules, DateOnly today)
    {
        if (Finding.Refusal(Precheck.Shape(content, rules, today)) is { } unfit)
            return unfit;
        return EntitledParties(content).Any(p => caller.ActsFor(p.Uscc)) ? null : Problem.Of(Catalogue.FilerNotEntitled).At("sellers");
    }

    // A seller or the intermediary files. If all sellers are abroad, the domestic buyer files instead of a seller.
    private static IEnumerable<Party> EntitledParties(ContractContent content)
    {
        var filers = content.Sellers.Where(p => !p.IsAbroad());
        if (content.Sellers.All(p => p.IsAbroad()))
            filers = content.Buyers;
        return content.Intermediary is { } intermediary ? filers.Append(intermediary) : filers;
    }
}
