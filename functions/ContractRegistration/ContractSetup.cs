using Microsoft.Extensions.DependencyInjection;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Notifications;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.ContractRegistration.Statistics;

namespace TechTransfer.ContractRegistration;

public static class ContractSetup
{
    public static bool MaySee(Contract state, Caller caller) => Visibility.Of(state, caller) != Sight.None;

    public static CommandSettings<Contract> CommandsOf(RuleBook rules, TimeProvider time) =>
        new(
            "case",
            "/api/contracts",
            MaySee,
            View: (loaded, caller) => ContractView.Of(loaded.State!, caller, loaded.Version, rules, time.ChinaToday())
        );

    public static AggregateKind<Contract> Of(IServiceProvider services)
    {
        var rules = services.GetRequiredService<RuleBook>();
        var number = new AllotNumber(services.GetRequiredService<NumberSeries>(), rules);
        return new("case")
        {
            HoldsPersons = true,
            Reservations = ReservationsOf,
            ReservationConflict = (key, _) =>
                key.StartsWith("national|", StringComparison.Ordinal)
                    ? Problem.Of(Catalogue.NationalNumberTaken).At("nationalNumber")
                    : Problem.Of(Catalogue.DuplicateContract).At(""),
            Lists = state => ListsOf(state, rules),
            Contributions = state => ContractFigures.Of(state, rules),
            Messages = (state, happened) =>
                [
                    .. ContractMessages.Of(state, happened, rules),
                    .. FiledParties.MessagesOf(state, happened),
                    .. ContractNotices.MessagesOf(state, happened),
                ],
            FollowUp = number.RunAsync,
        };
    }

    public static IEnumerable<ListEntry> ListsOf(Contract state, RuleBook rules)
    {
        var actions = ContractLifeCycle.ListedFor(state.Under(rules));
        return
        [
            .. ContractLists
                .Of(state)
                .Concat(WorkList.Of(state, rules))
                .Select(entry => entry with { Summary = (ContractSummary)entry.Summary with { ListedActions = actions } }),
            .. RemindOfTerms.ListsOf(state),
        ];
    }

    private static IEnumerable<string> ReservationsOf(Contract state)
    {
        string?[] keys = [state.DuplicateKey, state.PendingChange?.Version.DuplicateKey];
        foreach (var key in keys.OfType<string>().SelectMany(DuplicateKey.Split).Distinct())
            yield return $"duplicate|{key}";
        if (state.NationalNumber is { } number)
            yield return $"national|{number}";
    }
}
