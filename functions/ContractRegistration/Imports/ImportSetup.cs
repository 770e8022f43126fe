using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Imports;

public static class ImportSetup
{
    // Registrars import for the whole office: if two of them send the same file, it is one import.
    private const string Office = "registrar";

    /// <summary>List of the running imports, which a timer searches for stalled ones.</summary>
    public const string Running = "imports|running";

    public static CommandSettings<ImportJob> Commands(TimeProvider time) =>
        new("import", "/api/imports", MaySee, View: (loaded, _) => ImportView.Of(loaded.State!, time.GetUtcNow()));

    public static bool MaySee(ImportJob state, Caller caller) =>
        caller.Is(Role.Auditor)
        || (
            state.Mode switch
            {
                ImportMode.Drafts => caller.ActsFor(state.By.Organisation),
                ImportMode.Historical => caller.Is(Role.Registrar),
            }
        );

    public static JobSetup<ImportJob> Job { get; } =
        new("Import", Running)
        {
            Due = state => state.Status == ImportStatus.Running ? state.Reports.Count : null,
            LastStepAt = state => state.LastStepAt,
            Resume = (state, now) => ImportDecisions.GoOn(state, Caller.System(), now),
            Stop = ImportDecisions.Stop,
            Actor = state => state.By.ToCaller(),
        };

    public static AggregateKind<ImportJob> Of(IServiceProvider services) =>
        new("import")
        {
            // An idempotency key may be used for one file only.
            Reservations = state => [$"import-request|{state.RequestKey}"],
            ReservationConflict = (_, _) => Problem.Of(Catalogue.IdempotencyKeyReused),
            Lists = state =>
                state.Status == ImportStatus.Running
                    ? [new(Running, ListEntry.NewestFirst(state.StartedAt), new RunningJob(state.Id))]
                    : [],
            // The commit of a step also queues the message for the next part.
            Messages = (state, _) => state.Status == ImportStatus.Running ? [new ImportStepDue(state.Id, state.Reports.Count)] : [],
        };

    /// <summary>Derived from mode, file and importing organisation, so that the same file sent again is the same import.</summary>
    public static string IdOf(ImportMode mode, Caller caller, string fileSha256) =>
        Ids.Derive("import", mode.ToString(), mode == ImportMode.Drafts ? caller.Organisation! : Office, fileSha256);
}

/// <param name="Mode">Whether rows become drafts or past registrations.</param>
/// <param name="RowsDone">Number of rows imported so far.</param>
/// <param name="Progress">Finished rows divided by all rows, 0 to 1, two decimals.</param>
/// <param name="Counts">What became of the rows done so far.</param>
/// <param name="LastStepAt">Time of the last finished part of the file, or of the start or the last resumption if that is later.</param>
/// <seealso cref="ImportJob"/>
public sealed record ImportView(
    string Id,
    ImportMode Mode,
    ImportStatus Status,
    int Rows,
    int RowsDone,
    decimal Progress,
    ImportCounts Counts,
    string FileSha256,
    DateTimeOffset StartedAt,
    DateTimeOffset LastStepAt
)
{
    /// <summary>Remarks about the file, such as skipped sheets and rows or an unusual separator; null if there are none.</summary>
    public IReadOnlyList<Text>? Notices { get; init; }

    /// <summary>
    /// Since when a running import has made no progress for two minutes; null while it progresses. It is resumed every two minutes.
    /// </summary>
    public DateTimeOffset? StalledSince { get; init; }

    public static ImportView Of(ImportJob state, DateTimeOffset now) =>
        new(
            state.Id,
            state.Mode,
            state.Status,
            state.Rows,
            state.RowsDone(),
            decimal.Round((decimal)state.RowsDone() / state.Rows, 2, MidpointRounding.ToZero),
            state.Counts,
            state.FileSha256,
            state.StartedAt,
            state.LastStepAt
        )
        {
            Notices = state.Notices.Count > 0 ? state.Notices : null,
            StalledSince = ImportDecisions.StalledSince(state, now),
        };
}
