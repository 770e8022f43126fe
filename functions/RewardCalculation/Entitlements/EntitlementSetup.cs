using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.YearSums;

namespace TechTransfer.RewardCalculation.Entitlements;

public sealed record EntitlementSummary
{
    public required string Id { get; init; }
    public required long Version { get; init; }
    public required string PolicyId { get; init; }
    public required int PolicyVersion { get; init; }
    public required Text PolicyName { get; init; }
    public required bool Sample { get; init; }
    public required int Year { get; init; }
    public required BeneficiaryRole Role { get; init; }
    public required string Beneficiary { get; init; }
    public required string Uscc { get; init; }
    public required Yuan Base { get; init; }
    public required Yuan Amount { get; init; }
    public required bool Eligible { get; init; }
    public required long Contracts { get; init; }

    public static EntitlementSummary Of(Entitlement state) =>
        new()
        {
            Id = state.Id,
            Version = state.Version,
            PolicyId = state.PolicyId,
            PolicyVersion = state.PolicyVersion,
            PolicyName = state.PolicyName,
            Sample = state.Sample,
            Year = state.Year,
            Role = state.Role,
            Beneficiary = state.Beneficiary.Name,
            Uscc = state.Beneficiary.Uscc!,
            Base = state.Award.Base,
            Amount = state.Award.Amount,
            Eligible = state.Award.Eligible,
            Contracts = state.Contracts,
        };
}

public static class EntitlementSetup
{
    public static CommandSettings<Entitlement> Commands { get; } =
        new("entitlement", "/api/entitlements", MaySee: MaySee, View: (loaded, _) => loaded.State!);

    public static AggregateKind<Entitlement> Aggregate { get; } =
        new("entitlement")
        {
            Lists = state =>
                [
                    new(OfOrganisation(state.Beneficiary.Uscc!, state.Year), state.Id, EntitlementSummary.Of(state)),
                    new(OfPolicyYear(state.PolicyId, state.Year), state.Id, EntitlementSummary.Of(state)),
                ],
            Messages = (state, _) =>
                [
                    .. Notice(state) is { } notice ? [notice] : Array.Empty<object>(),
                    new EntitlementChanged(
                        state.Id,
                        state.Version,
                        state.Award.Amount,
                        state.Cause.Code,
                        state.Cause.ContractId,
                        state.Cause.Reason
                    ),
                ],
        };

    // A rebuild tells nobody anything new.
    private static NotificationMessage? Notice(Entitlement state)
    {
        var (before, now) = (state.AmountBefore ?? Yuan.Zero, state.Award.Amount);
        if (before == now || state.Cause.Code == "rebuilt")
            return null;
        var reward = new Text($"“{state.PolicyName.Zh}”{state.Year}年度", $"'{state.PolicyName.En}' ({state.Year})");
        return new(
            state.Id,
            before == Yuan.Zero ? "entitlementArose" : "entitlementChanged",
            [state.Beneficiary.Uscc!],
            before == Yuan.Zero
                ? new(
                    $"{reward.Zh}可享奖励{now}元，理由：{state.Cause.Reason.Zh}请查看测算说明后确认或者申报。",
                    $"{reward.En} entitles you to {now} yuan: {state.Cause.Reason.En} Read the explanation, then confirm or apply."
                )
                : new(
                    $"{reward.Zh}可享奖励由{before}元变为{now}元，理由：{state.Cause.Reason.Zh}",
                    $"The entitlement under {reward.En} changes from {before} to {now} yuan: {state.Cause.Reason.En}"
                ),
            $"/api/entitlements/{state.Id}"
        );
    }

    public static string OfOrganisation(string uscc, int year) => $"entitlements|{uscc}|{year}";

    public static string OfPolicyYear(string policyId, int year) => $"entitlements|policy|{policyId}|{year}";

    public static bool MaySee(Entitlement state, Caller caller) => MaySee(state.Beneficiary.Uscc, caller);

    /// <summary>A null <paramref name="uscc"/> asks for the entitlements of all organisations.</summary>
    public static bool MaySee(string? uscc, Caller caller) => caller.Is(Role.Finance) || caller.Is(Role.Auditor) || caller.ActsFor(uscc);

    public static IServiceCollection AddEntitlements(this IServiceCollection services)
    {
        services.AddJobs(_ => RecalculationSetup.Aggregate, RecalculationSetup.Job);
        services.AddSingleton<StatedFacts>();
        services.AddAggregates(_ => Aggregate);
        services.AddSingleton(Commands);
        services.AddSingleton<Commands<Entitlement>>();
        services.AddSingleton<RecalculateEntitlements>();
        services.AddSingleton<UpdateYearSums>();
        return services;
    }
}
