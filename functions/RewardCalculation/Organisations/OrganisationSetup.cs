using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Messages;

namespace TechTransfer.RewardCalculation.Organisations;

/// <summary>How stated facts are wired to the store and the commands.</summary>
public static class OrganisationSetup
{
    public static CommandSettings<OrganisationYear> Commands { get; } =
        new(
            "organisation",
            "/api/organisations",
            MaySee: (state, caller) =>
                caller.Is(Role.Finance) || caller.Is(Role.Policy) || caller.Is(Role.Auditor) || caller.ActsFor(state.Uscc),
            View: (loaded, _) => loaded.State!
        );

    public static AggregateKind<OrganisationYear> Aggregate { get; } =
        new("organisation")
        {
            Lists = state => [new(OfYear(state.Year), state.Uscc, new OrganisationLine(state.Uscc))],
            Messages = (state, _) => [new OrganisationFactsStated(state.Uscc, state.Year)],
        };

    /// <summary>The organisations about which something is stated for a policy year.</summary>
    public static string OfYear(int year) => $"organisations|{year}";

    /// <summary>Registers the services of organisations.</summary>
    public static IServiceCollection AddOrganisations(this IServiceCollection services)
    {
        services.AddAggregates(_ => Aggregate);
        services.AddSingleton(Commands);
        services.AddSingleton<Commands<OrganisationYear>>();
        return services;
    }
}

/// <summary>A line of the list of organisations.</summary>
public sealed record OrganisationLine(string Uscc);
