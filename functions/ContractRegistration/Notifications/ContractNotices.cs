using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Notifications;

public static class ContractNotices
{
    public static IEnumerable<object> MessagesOf(Contract state, object happened) => Of(state, happened) is { } notice ? [notice] : [];

    /// <summary>Null if the event sends no notification.</summary>
    public static NotificationMessage? Of(Contract state, object happened)
    {
        var version = OpenVersion.Of(state);
        var title = $"《{state.Content.Title}》";
        var due = OpenVersion.RunningClock(state)?.DueOn;
        string[] registrars = [NotificationMessage.Registrars];
        string[] filer = [state.Filer.Organisation];
        string[] allSides = [.. filer, .. state.Content.AllParties().Select(p => p.Party.Uscc).OfType<string>()];
        (string Type, string[] Recipients, Text Text)? notice = happened switch
        {
            // Only after a correction: first submissions already appear in the registrars' work list.
            ContractSubmitted when version.Corrections.Count > 0 => (
                "corrected",
                registrars,
                new($"{title}的补正材料已提交，请审查并受理。", $"The corrections to {title} were submitted. Examine and accept it.")
            ),
            ContractReturned returned => (
                "returned",
                filer,
                new(
                    $"{title}{(returned.Edition is null ? "" : "的变更登记")}有{returned.Corrections.Count}处内容需补正，请按补正要求修改后重新提交。",
                    $"{(returned.Edition is null ? "" : "The change of ")}{title} has "
                        + $"{returned.Corrections.Count} points to correct. Correct them as requested and submit again."
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
                    $"The change of {title} was registered. The registration number {state.Number} is unchanged."
                )
            ),
            RegistrationRefused { Edition: not null } => (
                "changeDecided",
                filer,
                new(
                    $"{title}的变更不予登记，原登记继续有效，理由请在事项详情中查看。",
                    $"The change of {title} was refused. The existing registration remains valid; the contract's page shows the reason."
                )
            ),
            RegistrationRefused => (
                "refused",
                filer,
                new(
                    $"{title}不予登记，理由请在事项详情中查看。",
                    $"The registration of {title} was refused. The contract's page shows the reason."
                )
            ),
            SlipCorrected => (
                "slipCorrected",
                filer,
                new(
                    $"{title}的笔误已更正，更正内容请在事项详情中查看。",
                    $"A clerical error in {title} was corrected. The contract's page shows the correction."
                )
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
                new(
                    $"{title}的登记有异议待处理，请在事项详情中查看。",
                    $"An objection to the registration of {title} is open. The contract's page shows it."
                )
            ),
            ObjectionResolved => (
                "objectionResolved",
                allSides,
                new(
                    $"{title}的异议已处理，结果请在事项详情中查看。",
                    $"The objection to {title} was resolved. The contract's page shows the outcome."
                )
            ),
            RegistrationCancelled => (
                "cancelled",
                allSides,
                new($"{title}（登记编号{state.Number}）已注销登记。", $"The registration of {title} ({state.Number}) was cancelled.")
            ),
            RevocationProposed => (
                "revocationProposed",
                registrars,
                new(
                    $"已对{title}（登记编号{state.Number}）提出撤销登记，须由另一名登记员确认或者退回。",
                    $"Revocation of the registration of {title} ({state.Number}) is proposed. Another registrar must confirm or reject it."
                )
            ),
            RegistrationRevoked => (
                "revoked",
                allSides,
                new(
                    $"{title}（登记编号{state.Number}）的登记已撤销，理由请在事项详情中查看。",
                    $"The registration of {title} ({state.Number}) was revoked. The contract's page shows the reason."
                )
            ),
            TermEndsSoon ending => (
                "termEndsSoon",
                filer,
                new(
                    $"{title}的合同有效期将于{ending.EndsOn:yyyy年M月d日}届满，尚有{ending.DaysLeft}天；期满后不能登记，请及时提交。",
                    $"The term of {title} ends on {ending.EndsOn:yyyy-MM-dd}, in {ending.DaysLeft} days; after that it cannot be "
                        + "registered. Submit it in time."
                )
            ),
            ContractDueSoon => (
                "dueSoon",
                registrars,
                new(
                    $"{title}的办理期限将于{due:yyyy年M月d日}届满，请及时办理。",
                    $"{title} is due on {due:yyyy-MM-dd}. Complete it in time."
                )
            ),
            ContractOverdue => (
                "overdue",
                registrars,
                new(
                    $"{title}的办理期限已于{due:yyyy年M月d日}届满，请尽快办理。",
                    $"{title} was due on {due:yyyy-MM-dd} and is overdue. Complete it as soon as possible."
                )
            ),
            _ => null,
        };
        return notice is { } known
            ? new(state.Id, known.Type, [.. known.Recipients.Distinct()], known.Text, $"/api/contracts/{state.Id}")
            : null;
    }
}
