using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Organisations;

/// <summary>What officers state about organisations.</summary>
public sealed class OrganisationFunctions(Commands<OrganisationYear> commands, PublishedPolicies policies, TimeProvider time)
{
    [Function("StateFacts")]
    [Allowed(Role.Finance, Role.Policy)]
    [Operation(
        "State what registration does not hold about an organisation's policy year: good standing, R&D spend …; its entitlements follow. Needs If-Match when something was stated before",
        Body = typeof(StateFacts),
        Answer = typeof(OrganisationYear)
    )]
    public async Task<IResult> State(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "organisations/{uscc}/years/{year:int}")] HttpRequest request,
        string uscc,
        int year,
        CancellationToken cancellation
    )
    {
        var shelf = await policies.CurrentAsync(cancellation);
        return await commands.PutAsync<StateFacts>(
            request,
            OrganisationYear.IdOf(uscc, year),
            (_, body, caller) => StateFacts.Decide(uscc, year, body, shelf, caller, time.GetUtcNow()),
            cancellation
        );
    }

    [Function("GetStatedFacts")]
    [Allowed(Role.Office, Role.Company, Role.Finance, Role.Policy, Role.Auditor)]
    [Operation("What was stated about an organisation's policy year", Answer = typeof(OrganisationYear))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organisations/{uscc}/years/{year:int}")] HttpRequest request,
        string uscc,
        int year,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, OrganisationYear.IdOf(uscc, year), cancellation);
}

/// <summary>What the store and the commands must know of them.</summary>
public static class OrganisationKind
{
    public static CommandSettings<OrganisationYear> Commands { get; } =
        new(
            "organisation",
            "/api/organisations",
            MaySee: (state, caller) =>
                caller.Is(Role.Finance) || caller.Is(Role.Policy) || caller.Is(Role.Auditor) || caller.ActsFor(state.Uscc),
            View: (loaded, _) => loaded.State!
        );

    public static AggregateKind<OrganisationYear> Kind { get; } =
        new("organisation")
        {
            Lists = state => [new(OfYear(state.Year), state.Uscc, new OrganisationLine(state.Uscc))],
            Messages = (state, _) => [new OrganisationFactsStated(state.Uscc, state.Year)],
        };

    /// <summary>The organisations about which something is stated for a policy year.</summary>
    public static string OfYear(int year) => $"organisations|{year}";

    /// <summary>All that they need in the app.</summary>
    public static IServiceCollection AddOrganisations(this IServiceCollection services)
    {
        services.AddAggregates(_ => Kind);
        services.AddSingleton(Commands);
        services.AddSingleton<Commands<OrganisationYear>>();
        return services;
    }
}

/// <summary>A line of the list of organisations.</summary>
public sealed record OrganisationLine(string Uscc);
