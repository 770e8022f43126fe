using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Notifications;

/// <summary>Which events of a case people are told of, whom, and in which words. Events are known by their names, so that this page is the whole list.</summary>
public static class CaseNotices
{
    private sealed record Rule(string Type, Func<RegistrationCase, IEnumerable<string>> Recipients, Func<RegistrationCase, Text> Text);

    private static readonly Dictionary<string, Rule> Rules = new()
    {
        [nameof(ContractSubmitted)] = new("corrected", Registrars, c => new($"{Title(c)}的补正材料已提交，请重新受理。", $"The corrections to {Title(c)} came in: take it up again.")),
        [nameof(CaseReturned)] = new("returned", Filer, c => new(
            $"{Title(c)}被退回补正，共 {c.Corrections.Count} 处，请更正后重新提交。", $"{Title(c)} was returned with {c.Corrections.Count} to correct: hand it in again.")),
        [nameof(NumberAllotted)] = new("registered", AllSides, c => new($"{Title(c)}已登记，登记编号 {c.Number}。", $"{Title(c)} is registered under the number {c.Number}.")),
        [nameof(RegistrationRefused)] = new("refused", Filer, c => new($"{Title(c)}不予登记，理由见事项详情。", $"{Title(c)} was refused; the case says why.")),
        ["ObjectionRaised"] = new("objection", c => [CaseNotice.Registrars, c.Filer.Organisation], c => new($"{Title(c)}有异议待处理。", $"An objection to {Title(c)} is to be settled.")),
        ["ObjectionResolved"] = new("objection", AllSides, c => new($"{Title(c)}的异议已处理，结果见事项详情。", $"The objection to {Title(c)} is settled; the case says how.")),
        ["RegistrationCancelled"] = new("cancelled", AllSides, c => new($"{Title(c)}（登记编号 {c.Number}）已注销登记。", $"The registration {c.Number} of {Title(c)} is cancelled.")),
        ["RegistrationRevoked"] = new("revoked", AllSides, c => new($"{Title(c)}（登记编号 {c.Number}）的登记已被撤销。", $"The registration {c.Number} of {Title(c)} is revoked.")),
        ["CaseDueSoon"] = new("dueSoon", Registrars, c => new($"{Title(c)}的办理期限为 {Due(c)}，即将到期。", $"{Title(c)} is due on {Due(c)}: soon.")),
        ["CaseOverdue"] = new("overdue", Registrars, c => new($"{Title(c)}的办理期限为 {Due(c)}，已经逾期。", $"{Title(c)} was due on {Due(c)}: it is overdue.")),
    };

    /// <summary>What is to be told of an event, from the state that it made; null when nobody needs to hear of it.</summary>
    public static CaseNotice? Of(RegistrationCase state, object happened)
    {
        // The first submission stands in the work list; one after a correction is waited for.
        if (happened is ContractSubmitted && state.Corrections.Count == 0) return null;
        if (!Rules.TryGetValue(happened.GetType().Name, out var rule)) return null;
        return new(state.Id, rule.Type, [.. rule.Recipients(state).Distinct()], rule.Text(state), $"/api/contracts/{state.Id}");
    }

    private static IEnumerable<string> Registrars(RegistrationCase state) => [CaseNotice.Registrars];

    private static IEnumerable<string> Filer(RegistrationCase state) => [state.Filer.Organisation];

    private static IEnumerable<string> AllSides(RegistrationCase state) =>
        [state.Filer.Organisation, .. state.Content.AllParties().Select(p => p.Party.Uscc).OfType<string>()];

    private static string Title(RegistrationCase state) => $"《{state.Content.Title}》";

    private static string Due(RegistrationCase state) => state.Clock is { } clock ? $"{clock.DueOn:yyyy-MM-dd}" : "—";
}
