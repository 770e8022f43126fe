using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Messages;

namespace TechTransfer.RewardCalculation.Policies;

public static class PublishedPolicySetup
{
    public static CommandSettings<PublishedPolicy> Commands { get; } =
        new(
            "policy",
            "/api/policies",
            MaySee: (_, _) => true,
            View: (loaded, _) => new PublishedAnswer(loaded.State!.Id, [.. loaded.State.Versions.Select(PublishedVersionAnswer.Of)])
        );

    public static AggregateKind<PublishedPolicy> Aggregate { get; } =
        new("policy")
        {
            Lists = state =>
                [
                    new(
                        PublishedPolicies.All,
                        state.Id,
                        new PublishedLine(state.Id, state.Versions.Count, state.Versions.Count(v => v.Ready))
                    ),
                ],
            Messages = (state, happened) =>
                happened is PolicyPublished published ? [new PolicyFiguresDue(state.Id, published.Version, 0)] : [],
        };

    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddAggregates(_ => Aggregate);
        services.AddSingleton(Commands);
        services.AddSingleton<Commands<PublishedPolicy>>();
        services.AddSingleton<PublishedPolicies>();
        return services;
    }
}
