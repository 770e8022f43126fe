using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Allots the number after the decision is committed, so no number is lost to an undecided contract. Repeating it gives the same
/// number.</summary>
public sealed class AllotNumber(NumberSeries numbers, RuleBook rules)
{
    /// <summary>What follows from the number; null when the contract waits for none.</summary>
    public async Task<Change<Contract>?> RunAsync(Loaded<Contract> loaded, CancellationToken cancellation)
    {
        if (loaded.State is not { Status: ContractStatus.Decided, Decided: { } decision } state)
            return null;
        var pattern = rules.RuleSets.Pinned(state.RuleSet!).RegistrationNumber;
        var decidedOn = decision.At.ChinaDate();
        var serial = await numbers.AllotAsync(pattern.Series(decidedOn), loaded.Id, cancellation);
        return Number.Decide(state, pattern.Format(decidedOn, serial)).Value;
    }
}
