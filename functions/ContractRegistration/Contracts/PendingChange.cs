using System.Text.Json.Serialization;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>变更登记. The registered version stays in force during the examination.</summary>
public sealed record PendingChange(string Reason, Examination Version)
{
    /// <summary>True until the change is decided. A refused change is kept for display only.</summary>
    [JsonIgnore]
    public bool IsOpen => Version.Status != ContractStatus.Refused;

    /// <summary>The change in the form of a contract, so that decisions on changes share the code for first registrations.</summary>
    public Contract AsContract(Contract registered) =>
        new()
        {
            Id = registered.Id,
            Status = Version.Status,
            Filer = registered.Filer,
            Content = Version.Content,
            CreatedAt = registered.CreatedAt,
            Examination = Version,
        };
}

internal static class OpenVersion
{
    /// <summary>
    /// The version under examination in the form of a contract: the contract itself, or the pending change of a registered contract.
    /// </summary>
    public static Contract Of(Contract state) =>
        Open(state) is { } change ? state with { Examination = change.Version, PendingChange = null } : state;

    public static Contract WithOpenVersion(this Contract state, Examination version) =>
        Open(state) is { } change ? state with { PendingChange = change with { Version = version } } : state with { Examination = version };

    public static Clock? RunningClock(Contract state) =>
        Of(state) is { Status: ContractStatus.Accepted or ContractStatus.UnderReview or ContractStatus.ExpertReview, Clock: { } clock }
            ? clock
            : null;

    /// <summary>
    /// The decision gets the version under examination in the form of a contract. Its result is stored in the contract or in its pending
    /// change.
    /// </summary>
    public static Outcome<Change<Contract>> OnOpenVersion(this Contract state, Func<Contract, Outcome<Change<Contract>>> decide)
    {
        if (Open(state) is not { } change)
            return decide(state);

        var outcome = decide(Of(state));
        if (outcome.Problem is not null)
            return outcome;
        var (decided, happened) = outcome.Value;
        var after = decided.Status switch
        {
            ContractStatus.Decided => decided with
            {
                Status = ContractStatus.Registered,
                ChangedOn = decided.Decided!.At.ChinaDate(),
                Hints = [.. state.Hints, .. decided.Hints],
            },
            ContractStatus.Withdrawn => state with { PendingChange = null, AssignedTo = null },
            _ => decided with { Examination = state.Examination, PendingChange = change with { Version = decided.Examination } },
        };
        return new Change<Contract>(after, happened is ContractEvent step ? step with { Edition = decided.Edition } : happened);
    }

    private static PendingChange? Open(Contract state) =>
        state is { Status: ContractStatus.Registered, PendingChange: { IsOpen: true } change } ? change : null;
}
