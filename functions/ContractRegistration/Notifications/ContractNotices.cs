using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Notifications;

/// <summary>The notices of a contract's events: who gets them and what they say.</summary>
public static class ContractNotices
{
    /// <summary>The message, if the event has a notice.</summary>
    public static IEnumerable<object> MessagesOf(Contract state, object happened) => Of(state, happened) is { } notice ? [notice] : [];

    /// <summary>The notice of an event; null when there is none.</summary>
    public static CaseNotice? Of(Contract state, object happened)
    {
        var version = OpenVersion.Of(state);
        var title = $"《{state.Content.Title}》";
        var due = OpenVersion.RunningClock(state) is { } clock ? $"{clock.DueOn:yyyy-MM-dd}" : "—";
        string[] registrars = [CaseNotice.Registrars];
        string[] filer = [state.Filer.Organisation];
        string[] allSides = [.. filer, .. state.Content.AllParties().Select(p => p.Party.Uscc).OfType<string>()];
        (string Type, string[] Recipients, Text Text)? notice = happened switch
        {
            // A first submission is in the work list anyway.
            ContractSubmitted when version.Corrections.Count > 0 => (
                "corrected",
                registrars,
                new($"{title}的补正材料已提交，请重新受理。", $"The corrections to {title} came in: take it up again.")
            ),
            ContractReturned returned => (
                "returned",
                filer,
                new(
                    $"{title}{(returned.Edition is null ? "" : "的变更登记")}被退回补正，共{returned.Corrections.Count}处，请更正后重新提交。",
                    $"{(returned.Edition is null ? "" : "The change of ")}{title} was returned "
                        + $"with {returned.Corrections.Count} to correct: hand it in again."
                )
            ),
            NumberAllotted allotted => (
                "registered",
                allSides,
                new($"{title}已登记，登记编号{allotted.Number}。", $"{title} is registered under the number {allotted.Number}.")
            ),
            RegistrationDecided { Edition: not null } => (
                "changeDecided",
                allSides,
                new(
                    $"{title}的变更已登记，登记编号{state.Number}不变。",
                    $"The change of {title} is registered; the number {state.Number} stays."
                )
            ),
            RegistrationRefused { Edition: not null } => (
                "changeDecided",
                filer,
                new(
                    $"{title}的变更不予登记，原登记继续有效，理由见事项详情。",
                    $"The change of {title} was refused and the contract stands as registered; the case says why."
                )
            ),
            RegistrationRefused => (
                "refused",
                filer,
                new($"{title}不予登记，理由见事项详情。", $"{title} was refused; the case says why.")
            ),
            SlipCorrected => (
                "slipCorrected",
                filer,
                new($"{title}的笔误已更正，理由见事项详情。", $"A clerical slip in {title} was put right; the case says why.")
            ),
            NationalNumberRecorded recorded => (
                "nationalNumber",
                allSides,
                new(
                    $"{title}（登记编号{state.Number}）的全国登记编号为{recorded.NationalNumber}。",
                    $"The national number of {title} ({state.Number}) is {recorded.NationalNumber}."
                )
            ),
            ObjectionRaised => (
                "objection",
                [.. registrars, .. filer],
                new($"{title}有异议待处理。", $"An objection to {title} is to be settled.")
            ),
            ObjectionResolved => (
                "objectionResolved",
                allSides,
                new($"{title}的异议已处理，结果见事项详情。", $"The objection to {title} is settled; the case says how.")
            ),
            RegistrationCancelled => (
                "cancelled",
                allSides,
                new($"{title}（登记编号{state.Number}）已注销登记。", $"The registration {state.Number} of {title} is cancelled.")
            ),
            RegistrationRevoked => (
                "revoked",
                allSides,
                new($"{title}（登记编号{state.Number}）的登记已被撤销。", $"The registration {state.Number} of {title} is revoked.")
            ),
            ContractDueSoon => ("dueSoon", registrars, new($"{title}的办理期限为{due}，即将到期。", $"{title} is due on {due}: soon.")),
            ContractOverdue => (
                "overdue",
                registrars,
                new($"{title}的办理期限为{due}，已经逾期。", $"{title} was due on {due}: it is overdue.")
            ),
            _ => null,
        };
        return notice is { } known
            ? new(state.Id, known.Type, [.. known.Recipients.Distinct()], known.Text, $"/api/contracts/{state.Id}")
            : null;
    }
}
