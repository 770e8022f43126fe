using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Messages;

namespace TechTransfer.RewardCalculation.ContractDeclarations;

public static class ContractDeclarationSetup
{
    public static CommandSettings<ContractDeclaration> Commands { get; } =
        new(
            "contractDeclaration",
            "/api/contracts",
            MaySee: MaySee,
            View: (loaded, _) => ContractDeclarationView.Of(loaded.State!, loaded.Version)
        );

    public static AggregateKind<ContractDeclaration> Aggregate { get; } =
        new("contractDeclaration")
        {
            Messages = (state, happened) =>
                happened is ContractFactConfirmed ? [new ContractFactsConfirmed(state.ContractId, state.InForce())] : [],
        };

    public static bool MaySee(ContractDeclaration state, Caller caller) =>
        caller.Is(Role.Finance)
        || caller.Is(Role.Registrar)
        || caller.Is(Role.Policy)
        || caller.Is(Role.Auditor)
        || state.Parties.Any(caller.ActsFor);

    public static IServiceCollection AddContractDeclarations(this IServiceCollection services)
    {
        services.AddAggregates(_ => Aggregate);
        services.AddSingleton(Commands);
        services.AddSingleton<Commands<ContractDeclaration>>();
        return services;
    }
}
