using System.Text.Json.Serialization;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>A change of a registered contract (变更登记) under examination.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Version">The contract as it is to be, with an examination of its own.</param>
public sealed record PendingChange(string Reason, Examination Version)
{
    /// <summary>True until it is decided. A refused one is only kept to be read.</summary>
    [JsonIgnore]
    public bool IsOpen => Version.Status != ContractStatus.Refused;

    /// <summary>The change alone, as a contract about which the register says nothing.</summary>
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

/// <summary>The steps of an examination work on the version that is examined: the contract itself, or the change of a registered
/// one.</summary>
internal static class OpenVersion
{
    /// <summary>The contract with the version that is examined in place of the registered one.</summary>
    public static Contract Of(Contract state) =>
        Open(state) is { } change ? state with { Examination = change.Version, PendingChange = null } : state;

    /// <summary>The contract with another examination of the version that is examined.</summary>
    public static Contract WithOpenVersion(this Contract state, Examination version) =>
        Open(state) is { } change ? state with { PendingChange = change with { Version = version } } : state with { Examination = version };

    /// <summary>The clock that runs: that of a contract, or of a change, while it is examined.</summary>
    public static Clock? RunningClock(Contract state) =>
        Of(state) is { Status: ContractStatus.Accepted or ContractStatus.UnderReview or ContractStatus.ExpertReview, Clock: { } clock }
            ? clock
            : null;

    /// <summary>Lets a decision decide on the version under examination, and puts what came of it where it belongs.</summary>
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
