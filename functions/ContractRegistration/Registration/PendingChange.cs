using System.Text.Json.Serialization;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>A change of a registered contract (变更登记) under examination.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Version">The contract as it is to be, with the examination's own status, clock, rule set and assessment.</param>
public sealed record PendingChange(string Reason, RegistrationCase Version)
{
    /// <summary>True until it is decided. A refused one is only kept to be read.</summary>
    [JsonIgnore]
    public bool IsOpen => Version.Status != CaseStatus.Refused;
}

/// <summary>The steps of an examination work on the version that is examined: the case itself, or the change of a registered one.</summary>
internal static class OpenVersion
{
    /// <summary>The version under examination.</summary>
    public static RegistrationCase Of(RegistrationCase state) => state is { Status: CaseStatus.Registered, PendingChange: { IsOpen: true } change } ? change.Version : state;

    /// <summary>Lets a decision decide on the version under examination, and puts what came of it where it belongs.</summary>
    public static Outcome<Change<RegistrationCase>> OnOpenVersion(this RegistrationCase state, Func<RegistrationCase, Outcome<Change<RegistrationCase>>> decide)
    {
        if (state is not { Status: CaseStatus.Registered, PendingChange: { IsOpen: true } change }) return decide(state);

        var outcome = decide(change.Version with { Recused = state.Recused, AssignedTo = state.AssignedTo, Objection = state.Objection, Returns = state.Returns, Refusals = state.Refusals });
        if (outcome.Problem is not null) return outcome;
        var (version, happened) = outcome.Value;
        var (assignedTo, recused) = (version.AssignedTo, version.Recused);
        version = version with { AssignedTo = null, Recused = [], Objection = null };
        var after = version.Status switch
        {
            CaseStatus.Decided => version with
            {
                Status = CaseStatus.Registered,
                Number = state.Number,
                NationalNumber = state.NationalNumber,
                Historical = state.Historical,
                Import = state.Import,
                RegisteredOn = state.RegisteredOn,
                ChangedOn = version.Decided!.At.ChinaDate(),
                Objection = state.Objection,
                Hints = [.. state.Hints, .. version.Hints],
                Recused = recused,
                Reminder = state.Reminder,
            },
            CaseStatus.Withdrawn => state with { PendingChange = null, AssignedTo = null },
            _ => state with { PendingChange = change with { Version = version }, AssignedTo = assignedTo, Recused = recused, Returns = version.Returns, Refusals = version.Refusals },
        };
        return new Change<RegistrationCase>(after, happened is CaseEvent step ? step with { Edition = version.Edition } : happened);
    }
}
