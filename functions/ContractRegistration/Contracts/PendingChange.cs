using System.Text.Json.Serialization;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>A change of a registered contract (变更登记) under examination.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Version">The changed contract, with its own examination.</param>
public sealed record PendingChange(string Reason, Examination Version)
{
    /// <summary>True until it is decided. A refused one is only kept to be read.</summary>
    [JsonIgnore]
    public bool IsOpen => Version.Status != ContractStatus.Refused;

    /// <summary>The change as an unregistered contract.</summary>
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

/// <summary>The version under examination: the contract itself, or the pending change of a registered one.</summary>
internal static class OpenVersion
{
    /// <summary>The contract with the version under examination in place of the registered one.</summary>
    public static Contract Of(Contract state) =>
        Open(state) is { } change ? state with { Examination = change.Version, PendingChange = null } : state;

    /// <summary>Replaces the examination of the version under examination.</summary>
    public static Contract WithOpenVersion(this Contract state, Examination version) =>
        Open(state) is { } change ? state with { PendingChange = change with { Version = version } } : state with { Examination = version };

    /// <summary>The clock of the version under examination, while it runs.</summary>
    public static Clock? RunningClock(Contract state) =>
        Of(state) is { Status: ContractStatus.Accepted or ContractStatus.UnderReview or ContractStatus.ExpertReview, Clock: { } clock }
            ? clock
            : null;

    /// <summary>Applies a decision to the version under examination, and stores the result in the contract or its change.</summary>
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
