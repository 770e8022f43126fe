using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Contracts that need an approver.</summary>
internal static class LargeContracts
{
    /// <summary>True when an assessed contract is large under its rule set.</summary>
    public static bool IsLarge(this Contract state, RuleBook rules) =>
        rules
            .RuleSets.Pinned(state.RuleSet!)
            .LargeCases.Include(state.Content.ContractValue ?? Yuan.Zero, state.Assessment!.TechnicalAmount);
}
