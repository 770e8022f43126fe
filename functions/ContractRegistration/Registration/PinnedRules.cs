using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Registration;

public static class PinnedRules
{
    /// <summary>The contract with what its pinned rule set asks of the version under examination.</summary>
    public static OpenContract Under(this Contract state, RuleBook rules)
    {
        if (OpenVersion.Of(state) is not { Assessment: { } assessment, RuleSet: { } pinned } version)
            return state;
        var set = rules.RuleSets.Pinned(pinned);
        return new(
            state,
            new(
                set.LargeCases.Include(version.Content.ContractValue ?? Yuan.Zero, assessment.TechnicalAmount),
                set.LargeCases.BasisName,
                set.LargeCases.Threshold,
                [.. set.TestsOf(assessment.Kind).Select(t => new RecognitionTest(t.Code, t.Name))],
                [.. Access.Outstanding(version).Select(o => set.Papers.FirstOrDefault(p => p.Kind == o.Kind)?.Name ?? Text.Same(o.Kind))]
            )
        );
    }
}
