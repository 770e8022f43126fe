using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>What other apps hear of a case's events.</summary>
public static class CaseMessages
{
    public static IEnumerable<object> Of(RegistrationCase state, object happened, RuleSets rules)
    {
        // The other apps do not know a past registration that was only brought in: neither certificate nor reward hangs on it.
        if (state.Historical) yield break;
        switch (happened)
        {
            case NumberAllotted:
                yield return Facts();
                break;
            // The decision on a first registration has no edition: that one is told when it has its number.
            case RegistrationDecided { Edition: not null } or SlipCorrected { Edition: not null }:
                yield return new ContractChanged { Contract = Facts(), Edition = state.Edition, ChangedOn = state.ChangedOn!.Value, ClericalSlip = happened is SlipCorrected };
                break;
            case RegistrationCancelled { Ending: { } ending }:
                yield return new ContractCancelled { ContractId = state.Id, Number = state.Number!, Edition = state.Edition, CancelledOn = ending.On, Reason = ending.Reason };
                break;
            case RegistrationRevoked { Ending: { } ending }:
                yield return new ContractRevoked { ContractId = state.Id, Number = state.Number!, Edition = state.Edition, RevokedOn = ending.On, Reason = ending.Reason };
                break;
        }

        ContractRegistered Facts() => ContractRegisteredMessage.From(state, rules.Pinned(state.RuleSet!));
    }
}
