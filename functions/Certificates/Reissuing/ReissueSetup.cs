using System.Globalization;
using System.Text.Json.Serialization;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Reissuing;

/// <summary>How re-issues are wired to the store and the commands.</summary>
public static class ReissueSetup
{
    /// <summary>The list of re-issues under way.</summary>
    public const string Running = "reissues|running";

    public static CommandSettings<Reissue> Commands { get; } =
        new(
            "reissue",
            "/api/reissues",
            MaySee: (_, caller) => caller.Is(Role.Registrar) || caller.Is(Role.Policy) || caller.Is(Role.Auditor),
            View: (loaded, _) => ReissueView.Of(loaded.State!)
        );

    public static JobSetup<Reissue> Job { get; } =
        new("Reissue", Running)
        {
            Due = state => state.Status == ReissueStatus.Running ? state.Next : null,
            LastStepAt = state => state.LastStepAt,
            Resume = (state, now) => new(state with { LastStepAt = now }, new ReissueResumed(now)),
            Actor = _ => IssueCertificates.System,
        };

    public static AggregateKind<Reissue> Of(IServiceProvider services) =>
        new("reissue")
        {
            // Two at once would make every certificate twice.
            Reservations = state =>
                state.Status == ReissueStatus.Running ? [string.Create(CultureInfo.InvariantCulture, $"reissue|{state.Year}")] : [],
            Taken = (_, _) => Problem.Of(Catalogue.ReissueUnderWay),
            Lists = state =>
                state.Status == ReissueStatus.Running
                    ? [new(Running, ListEntry.NewestFirst(state.StartedAt), new RunningJob(state.Id))]
                    : [],
            // Each step calls the next, with the transaction that ends it.
            Messages = (state, _) => state.Status == ReissueStatus.Running ? [new ReissueStepDue(state.Id, state.Next)] : [],
        };
}

/// <summary>A re-issue as callers see it.</summary>
/// <param name="Certificates">The year's certificates when it began.</param>
/// <param name="Done">Those looked at so far.</param>
/// <param name="Progress">Done of all, 0 to 1, two decimals.</param>
/// <param name="Issued">Issued anew.</param>
/// <param name="PassedOver">No longer in force, or of another kind.</param>
public sealed record ReissueView(
    string Id,
    int Year,
    IReadOnlyList<string> Kinds,
    string Reason,
    ReissueStatus Status,
    [property: JsonPropertyName("papers")] long Certificates,
    long Done,
    decimal Progress,
    long Issued,
    long PassedOver,
    IReadOnlyList<ReissueFailure> Failures,
    string RequestedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset LastStepAt
)
{
    public static ReissueView Of(Reissue state) =>
        new(
            state.Id,
            state.Year,
            state.Kinds,
            state.Reason,
            state.Status,
            state.Last,
            state.Next - 1,
            state.Last == 0 ? 1 : decimal.Round((state.Next - 1m) / state.Last, 2, MidpointRounding.ToZero),
            state.Issued,
            state.PassedOver,
            state.Failures,
            state.RequestedBy,
            state.StartedAt,
            state.LastStepAt
        );
}
