using Microsoft.Extensions.DependencyInjection;
using TechTransfer.ContractRegistration.Parties.Users;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>The id of an organisation in the directory is its USCC.</summary>
public static class PartySetup
{
    /// <summary>All signed-in users may read the directory; the view hides contacts.</summary>
    public static CommandSettings<DirectoryParty> Commands(TimeProvider time) =>
        new(
            "party",
            "/api/parties",
            MaySee: (_, _) => true,
            View: (loaded, caller) => PartyView.Of(loaded.State!, caller, loaded.Version, time.ChinaToday())
        );

    public static AggregateKind<DirectoryParty> Aggregate { get; } =
        new("party")
        {
            HoldsPersons = true,
            Lists = NameIndex.Of,
            Messages = (party, happened) =>
                happened is MergerNoted { Merger: var merger } ? [new PartyMerged(party.Uscc, merger.Into, merger.On)] : [],
        };
}

public static class PartyServices
{
    public static IServiceCollection AddParties(this IServiceCollection services) =>
        services
            .AddAggregates(_ => PartySetup.Aggregate)
            .AddSingleton(provider => PartySetup.Commands(provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<Commands<DirectoryParty>>()
            .AddSingleton<ConfirmedZones>()
            .AddAggregates(_ => OrganisationSetup.Aggregate)
            .AddSingleton(OrganisationSetup.Commands)
            .AddSingleton<Commands<Organisation>>();
}
