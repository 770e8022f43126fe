using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Hosting;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>What the store and the commands must know of published policies.</summary>
public static class PublishedPolicyKind
{
    public static CommandSettings<PublishedPolicy> Commands { get; } =
        new(
            "policy",
            "/api/policies",
            MaySee: (_, _) => true,
            View: (loaded, _) =>
                new PublishedAnswer(
                    loaded.State!.Id,
                    [.. loaded.State.Versions.Select(v => new PublishedVersionAnswer(v.Version, v.By, v.At, v.Ready))]
                )
        );

    public static AggregateKind<PublishedPolicy> Kind { get; } =
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

    /// <summary>All that publishing needs in the app.</summary>
    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddAggregates(_ => Kind);
        services.AddSingleton(Commands);
        services.AddSingleton<Commands<PublishedPolicy>>();
        services.AddSingleton<PublishedPolicies>();
        return services;
    }
}
