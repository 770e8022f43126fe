using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Messages;

namespace TechTransfer.RewardCalculation.Organisations;

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

    public static string OfYear(int year) => $"organisations|{year}";

    public static IServiceCollection AddOrganisations(this IServiceCollection services)
    {
        services.AddAggregates(_ => Aggregate);
        services.AddSingleton(Commands);
        services.AddSingleton<Commands<OrganisationYear>>();
        return services;
    }
}

public sealed record OrganisationLine(string Uscc);
