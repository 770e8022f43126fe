using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// Allots the registration number after the decision was committed, so that no number is lost to a contract that is not registered.
/// Idempotent: a repetition gets the same number.
/// </summary>
public sealed class AllotNumber(NumberSeries numbers, RuleBook rules)
{
    /// <summary>Null if the contract does not wait for a number.</summary>
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
