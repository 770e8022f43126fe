using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Registration;

public static class ContractMessages
{
    public static IEnumerable<object> Of(Contract state, object happened, RuleBook rules)
    {
        // Imported past registrations are not reported to other apps, because they get no certificate and no reward.
        if (state.Historical)
            yield break;
        switch (happened)
        {
            case ContractSubmitted or ChangeFiled:
                yield return Application(state, rules);
                break;
            case ContractReturned returned:
                yield return Correction(state, returned, rules.RuleSets.InForceOn(returned.At.ChinaDate()));
                break;
            case RegistrationRefused refused:
                yield return Refusal(state, refused, rules.RuleSets);
                break;
            // An upheld objection to a refusal lifts the refusal; an upheld objection to a registration starts a new version instead.
            case ObjectionResolved { Resolution.Outcome: ObjectionOutcome.Upheld, Edition: null }:
                yield return new RefusalLifted(state.Id, state.Refusals);
                break;
            case NumberAllotted:
                yield return Facts();
                break;
            // The edition is null for a first registration, which is reported when its number is allotted.
            case RegistrationDecided { Edition: not null } or SlipCorrected { Edition: not null }:
                yield return new ContractChanged
                {
                    Contract = Facts(),
                    Edition = state.Edition,
                    ChangedOn = state.ChangedOn!.Value,
                    ClericalSlip = happened is SlipCorrected,
                };
                break;
            case RegistrationCancelled { Ending: { } ending }:
                yield return new ContractCancelled
                {
                    ContractId = state.Id,
                    Number = state.Number!,
                    Edition = state.Edition,
                    CancelledOn = ending.On,
                    Reason = ending.Reason,
                };
                break;
            case RegistrationRevoked { Ending: { } ending }:
                yield return new ContractRevoked
                {
                    ContractId = state.Id,
                    Number = state.Number!,
                    Edition = state.Edition,
                    RevokedOn = ending.On,
                    Reason = ending.Reason,
                };
                break;
        }

        ContractRegistered Facts() => ContractMessages.Facts(state, rules);
    }

    /// <summary>
    /// The message with names added to its codes (country, currency, payment mode) and with the printed form: the code tables of
    /// registration exist only in this app.
    /// </summary>
    internal static ContractRegistered Facts(Contract state, RuleBook rules)
    {
        var facts = ContractRegisteredMessage.From(state, rules.RuleSets.Pinned(state.RuleSet!));
        return facts with
        {
            Sellers = [.. facts.Sellers.Select(p => FormSheet.WithCountry(p, rules))],
            Buyers = [.. facts.Buyers.Select(p => FormSheet.WithCountry(p, rules))],
            Intermediary = facts.Intermediary is { } broker ? FormSheet.WithCountry(broker, rules) : null,
            ForeignPrice = FormSheet.ForeignPrice(state.Content, rules),
            PaymentModeName = FormSheet.PaymentMode(state.Content, rules),
            Form = FormSheet.Of(state, rules),
        };
    }

    private static ApplicationSubmitted Application(Contract state, RuleBook rules)
    {
        var filed = OpenVersion.Of(state);
        var (content, on) = (filed.Content, filed.SubmittedAt!.Value.ChinaDate());
        var set = rules.RuleSets.InForceOn(on);
        ContractParty Named(Party party) => FormSheet.WithCountry(party.ToMessage(filed.IsInZone(party)), rules);
        return new()
        {
            CaseId = state.Id,
            Submission = state.Submissions,
            Number = state.Number,
            ChangeReason = state.PendingChange?.Reason,
            Applicant = Applicant(filed),
            SubmittedOn = on,
            RegistrarOffice = set.RegistrarOffice.Name.Zh,
            Kind = content.Kind,
            KindName = set.SubKind(content.Kind)!.Name,
            Title = content.Title,
            Sellers = [.. content.Sellers.Select(Named)],
            Buyers = [.. content.Buyers.Select(Named)],
            Intermediary = content.Intermediary is { } broker ? Named(broker) : null,
            SignedOn = content.SignedOn,
            EffectiveFrom = content.EffectiveFrom,
            EffectiveTo = content.EffectiveTo,
            ContractValue = content.ContractValue,
            ClaimedTechnicalAmount = content.ClaimedTechnicalAmount,
            Form = FormSheet.AsFiled(content, set, rules),
            Attachments =
            [
                .. filed
                    .Attachments.Select(a => a.Kind)
                    .Distinct()
                    .Select(kind => set.Papers.FirstOrDefault(p => p.Kind == kind)?.Name)
                    .OfType<Text>(),
            ],
        };
    }

    private static CorrectionRequested Correction(Contract state, ContractReturned returned, RuleSet set) =>
        new()
        {
            CaseId = state.Id,
            Round = state.Returns,
            Number = state.Number,
            Title = Examined(state, returned).Content.Title,
            Applicant = Applicant(Examined(state, returned)),
            ReturnedOn = returned.At.ChinaDate(),
            RegistrarOffice = set.RegistrarOffice.Name.Zh,
            Corrections = [.. returned.Corrections.Select(c => Line(set.CorrectionReasons, c.Code, c.Message))],
        };

    private static RefusalDecided Refusal(Contract state, RegistrationRefused refused, RuleSets rules)
    {
        var examined = Examined(state, refused);
        var set = rules.Pinned(examined.RuleSet!);
        return new()
        {
            CaseId = state.Id,
            Round = state.Refusals,
            Number = state.Number,
            Title = examined.Content.Title,
            Applicant = Applicant(examined),
            RefusedOn = refused.At.ChinaDate(),
            RegistrarOffice = set.RegistrarOffice.Name.Zh,
            Reason = Line(set.RefusalReasons, refused.Refusal.ReasonCode, refused.Refusal.Remarks),
        };
    }

    private static Contract Examined(Contract state, ContractEvent happened) =>
        happened.Edition is null ? state : state.PendingChange!.AsContract(state);

    private static ContractParty Applicant(Contract examined)
    {
        // The filer is always a party; MinimumContent checks that for every draft.
        var party = examined.FilingParty()!;
        return party.ToMessage(examined.IsInZone(party));
    }

    private static NoticeLine Line(IReadOnlyList<NamedRule> rules, string code, string? words)
    {
        var rule = rules.First(r => r.Code == code);
        return new(code, rule.Name, words, rule.Citation);
    }
}
