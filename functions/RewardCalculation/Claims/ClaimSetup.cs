using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TechTransfer.RewardCalculation.Claims;

public static class ClaimSetup
{
    public static CommandSettings<Claim> CommandsOf(WorkingCalendar calendar, TimeProvider time) =>
        new(
            "claim",
            "/api/claims",
            MaySee: MaySee,
            View: (loaded, caller) => ClaimView.Of(new(loaded.State!, calendar, time.ChinaToday()), caller, loaded.Version)
        );

    /// <summary>
    /// Settings for objections: a caller who may not see the claim may object during its notice, and gets the notice as the answer.
    /// </summary>
    public static CommandSettings<Claim> Objections { get; } =
        new(
            "objection",
            "/api/claims",
            MaySee: (claim, caller) => MaySee(claim, caller) || claim.Status is ClaimStatus.OnNotice or ClaimStatus.Objected,
            View: (loaded, _) => NoticeLine.Of(loaded.State!)
        );

    public static AggregateKind<Claim> Aggregate(BookClaim book, WorkingCalendar calendar) =>
        new("claim")
        {
            HoldsPersons = true,
            // A rejected claim keeps its reservation, because it is appealed and not filed again.
            Reservations = claim =>
                claim.Status == ClaimStatus.Withdrawn
                    ? []
                    : [string.Create(CultureInfo.InvariantCulture, $"claim|{claim.EntitlementId}|{claim.EntitlementVersion}")],
            ReservationConflict = (_, owner) => Problem.Of(Catalogue.EntitlementClaimed, ("claim", owner)).At("entitlementId"),
            Lists = claim => ClaimLists.Of(claim, calendar),
            Messages = ClaimMessages.Of,
            FollowUp = book.RunAsync,
            AbortedProblem = CameToNothing,
        };

    public static bool MaySee(Claim claim, Caller caller) => MaySee(claim.Beneficiary.Uscc, caller);

    /// <summary>A null beneficiary asks for the claims of all organisations.</summary>
    public static bool MaySee(string? beneficiary, Caller caller) =>
        caller.ActsFor(beneficiary) || caller.Is(Role.Finance) || caller.Is(Role.Auditor);

    public static IServiceCollection AddClaims(this IServiceCollection services)
    {
        services.TryAddSingleton<Accounts>();
        services.AddLoaded(() => WorkingCalendar.Published);
        services.AddSingleton<ClaimAccounts>();
        services.AddSingleton<BookClaim>();
        services.AddAggregates<Claim>(provider =>
            Aggregate(provider.GetRequiredService<BookClaim>(), provider.GetRequiredService<WorkingCalendar>())
        );
        services.AddSingleton(provider =>
            CommandsOf(provider.GetRequiredService<WorkingCalendar>(), provider.GetRequiredService<TimeProvider>())
        );
        services.AddSingleton<Commands<Claim>>();
        services.AddSingleton<ClaimGrounds>();
        services.AddSingleton<IWatched, ClaimWatch>();
        return services;
    }

    private static Problem? CameToNothing(Claim claim) =>
        claim.Refusal is { } refusal ? new Problem(Catalogue.All[refusal.Code], refusal.Message, []).At(refusal.Path) : null;
}
