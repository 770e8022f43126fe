using Microsoft.Extensions.DependencyInjection;
using TechTransfer.ContractRegistration.Parties.Users;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>How the directory is wired to store and commands. A party's id is its USCC.</summary>
public static class PartySetup
{
    /// <summary>Everybody signed in may read the directory.</summary>
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

/// <summary>What the directory needs of the app.</summary>
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
