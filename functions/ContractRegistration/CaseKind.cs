using Microsoft.Extensions.DependencyInjection;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Notifications;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration;

/// <summary>What the store and the commands must know of registration cases.</summary>
public static class CaseKind
{
    public static CommandSettings<RegistrationCase> Commands { get; } = new(
        "case", "/api/contracts",
        MaySee: (state, caller) => Visibility.Of(state, caller) != Sight.None,
        View: (loaded, caller) => CaseView.Of(loaded.State!, caller, loaded.Version));

    public static AggregateKind<RegistrationCase> Of(IServiceProvider services)
    {
        var rules = services.GetRequiredService<RuleBook>();
        var numbers = services.GetRequiredService<NumberSeries>();
        return new("case")
        {
            HoldsPersons = true,
            Reservations = ReservationsOf,
            Taken = (key, _) => key.StartsWith("national|", StringComparison.Ordinal)
                ? Problem.Of(Catalogue.NationalNumberTaken).At("nationalNumber")
                : Problem.Of(Catalogue.DuplicateContract).At(""),
            Lists = CaseLists.Of,
            Contributions = state => CaseFigures.Of(state, rules),
            Messages = (state, happened) => [.. CaseMessages.Of(state, happened, rules), .. FiledParties.Told(state, happened), .. CaseNotices.Told(state, happened)],
            FollowUp = (loaded, cancellation) => AllotNumberAsync(loaded, numbers, rules, cancellation),
        };
    }

    // Null when the case waits for no number. The decision stands first, so no number goes to a case that is not decided.
    private static async Task<Change<RegistrationCase>?> AllotNumberAsync(
        Loaded<RegistrationCase> loaded, NumberSeries numbers, RuleBook rules, CancellationToken cancellation)
    {
        if (loaded.State is not { Status: CaseStatus.Decided, Decided: { } decision } state) return null;
        var pattern = rules.RuleSets.Pinned(state.RuleSet!).RegistrationNumber;
        var decidedOn = decision.At.ChinaDate();
        var serial = await numbers.AllotAsync(pattern.Series(decidedOn), loaded.Id, cancellation);
        return Number.Decide(state, pattern.Format(decidedOn, serial)).Value;
    }

    private static IEnumerable<string> ReservationsOf(RegistrationCase state)
    {
        foreach (var key in new[] { state.DuplicateKey, state.PendingChange?.Version.DuplicateKey }.OfType<string>().Distinct()) yield return $"duplicate|{key}";
        if (state.NationalNumber is { } number) yield return $"national|{number}";
    }
}
