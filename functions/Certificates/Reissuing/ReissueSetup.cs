using System.Globalization;
using System.Text.Json.Serialization;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Reissuing;

public static class ReissueSetup
{
    public const string Running = "reissues|running";

    public static CommandSettings<Reissue> Commands(TimeProvider time) =>
        new(
            "reissue",
            "/api/reissues",
            MaySee: (_, caller) => caller.Is(Role.Registrar) || caller.Is(Role.Policy) || caller.Is(Role.Auditor),
            View: (loaded, _) => ReissueView.Of(loaded.State!, time.GetUtcNow())
        );

    public static JobSetup<Reissue> Job { get; } =
        new("Reissue", Running)
        {
            Due = state => state.Status == ReissueStatus.Running ? state.Next : null,
            LastStepAt = state => state.LastStepAt,
            Resume = (state, now) => state.Resume(now),
            Actor = _ => IssueCertificates.System,
        };

    public static AggregateKind<Reissue> Of(IServiceProvider services) =>
        new("reissue")
        {
            // Two re-issues of the same year at once would issue every certificate twice.
            Reservations = state =>
                state.Status == ReissueStatus.Running ? [string.Create(CultureInfo.InvariantCulture, $"reissue|{state.Year}")] : [],
            ReservationConflict = (_, _) => Problem.Of(Catalogue.ReissueUnderWay),
            Lists = state =>
                state.Status == ReissueStatus.Running
                    ? [new(Running, ListEntry.NewestFirst(state.StartedAt), new RunningJob(state.Id))]
                    : [],
            // The transaction that ends a step also sends the message for the next step.
            Messages = (state, _) => state.Status == ReissueStatus.Running ? [new ReissueStepDue(state.Id, state.Next)] : [],
        };
}

/// <param name="Kinds">Codes of the kinds of certificate that are re-issued.</param>
/// <param name="Certificates">Number of the year's certificates when the re-issue began.</param>
/// <param name="Done">Number of certificates processed, whether issued or skipped.</param>
/// <param name="Progress">Processed fraction, 0 to 1, two decimals.</param>
/// <param name="Issued">Number of certificates issued again so far.</param>
/// <param name="PassedOver">Number skipped: no longer in force, or of a kind that was not requested.</param>
/// <param name="LastStepAt">Time of the last completed step, or of the start or the last resumption if that is later.</param>
/// <param name="StalledSince">Since when a running re-issue has made no progress for two minutes; null while it progresses. It is resumed
/// every two minutes.</param>
/// <seealso cref="Reissue"/>
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
    DateTimeOffset LastStepAt,
    DateTimeOffset? StalledSince
)
{
    public static ReissueView Of(Reissue state, DateTimeOffset now) =>
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
            state.LastStepAt,
            state.SinceWhenStalled(now)
        );
}
