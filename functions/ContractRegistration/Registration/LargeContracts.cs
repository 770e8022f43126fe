using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

internal static class LargeContracts
{
    /// <summary>True if the assessed contract is large under its rule set, so that an approver must approve it.</summary>
    public static bool IsLarge(this Contract state, RuleBook rules) =>
        rules
            .RuleSets.Pinned(state.RuleSet!)
            .LargeCases.Include(state.Content.ContractValue ?? Yuan.Zero, state.Assessment!.TechnicalAmount);
}
