using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Registration;

public static class ContractRegisteredMessage
{
    /// <summary>The contract must have its number, and <paramref name="rules"/> must be its pinned rule set.</summary>
    public static ContractRegistered From(Contract state, RuleSet rules)
    {
        if (
            state
            is not { Status: ContractStatus.Registered, Number: { } number, RegisteredOn: { } registeredOn, Assessment: { } assessment }
        )
            throw new ArgumentException($"Contract {state.Id} has no number yet.", nameof(state));
        if (rules.Id != state.RuleSet)
            throw new ArgumentException($"Contract {state.Id} is pinned to {state.RuleSet}, not to {rules.Id}.", nameof(rules));

        var content = state.Content;
        ContractParty Told(Party party) => party.ToMessage(state.IsInZone(party));
        return new()
        {
            ContractId = state.Id,
            Number = number,
            RegisteredOn = registeredOn,
            RegistrarOffice = rules.RegistrarOffice.Name.Zh,
            Kind = assessment.Kind,
            KindName = rules.SubKind(assessment.Kind)!.Name,
            Title = content.Title,
            Sellers = [.. content.Sellers.Select(Told)],
            Buyers = [.. content.Buyers.Select(Told)],
            Intermediary = content.Intermediary is { } intermediary ? Told(intermediary) : null,
            SignedOn = content.SignedOn,
            EffectiveFrom = content.EffectiveFrom,
            EffectiveTo = content.EffectiveTo,
            ContractValue = content.ContractValue ?? Yuan.Zero,
            ValueStatus = Json.EnumName(content.ValueStatus),
            TechnicalAmount = assessment.TechnicalAmount,
            PaymentMode = Json.EnumName(content.PaymentMode),
            RelatedParty = content.RelatedParty,
            RegistrarOfficeId = rules.RegistrarOffice.Id,
            TechnicalField = content.TechnicalField,
            IpKind = content.IpKind,
            PlanSource = content.PlanSource,
            Industry = content.Industry,
            LicenceMode = content.Licence is { } licence ? Json.EnumName(licence.Mode) : null,
            LicenceYears = content.Licence?.Years,
            LinkedContract = content.LinkedContract,
            RuleSet = rules.Id,
            AchievementId = content.AchievementId,
            RightNumbers = content.IpRights.Count == 0 ? null : [.. content.IpRights.Select(r => r.Number)],
        };
    }
}
