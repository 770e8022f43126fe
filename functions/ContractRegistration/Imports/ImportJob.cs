namespace TechTransfer.ContractRegistration.Imports;

public enum ImportStatus
{
    Running,

    /// <summary>A part failed on every retry. Sending the file again resumes the import at that part.</summary>
    Stopped,
    Done,
}

/// <param name="Subject">Stable user id of the person.</param>
/// <param name="Organisation">USCC of the person's organisation; null for a registrar.</param>
public sealed record Importer(string Subject, string Name, IReadOnlyList<Role> Roles, string? Organisation)
{
    public static Importer Of(Caller caller) => new(caller.Subject, caller.Name, [.. caller.Roles.Order()], caller.Organisation);

    public Caller ToCaller() => new(Subject, Name, Roles.ToHashSet(), Organisation);
}

/// <param name="Drafted">Number of rows that became drafts.</param>
/// <param name="Registered">Number of rows that became registered contracts.</param>
/// <param name="Duplicates">Number of rows whose contract exists already.</param>
/// <param name="Refused">Number of rows that were not imported.</param>
/// <param name="DraftedWithErrors">Number of rows that became drafts with errors; not included in <c>Drafted</c>.</param>
public sealed record ImportCounts(int Drafted, int Registered, int Duplicates, int Refused, int DraftedWithErrors = 0)
{
    public static ImportCounts None { get; } = new(0, 0, 0, 0);

    public static ImportCounts Of(IReadOnlyCollection<RowReport> rows) =>
        new(
            rows.Count(r => r.Outcome == RowOutcome.Drafted),
            rows.Count(r => r.Outcome == RowOutcome.Registered),
            rows.Count(r => r.Outcome == RowOutcome.Duplicate),
            rows.Count(r => r.Outcome == RowOutcome.Refused),
            rows.Count(r => r.Outcome == RowOutcome.DraftedWithErrors)
        );

    public static ImportCounts operator +(ImportCounts a, ImportCounts b) =>
        new(
            a.Drafted + b.Drafted,
            a.Registered + b.Registered,
            a.Duplicates + b.Duplicates,
            a.Refused + b.Refused,
            a.DraftedWithErrors + b.DraftedWithErrors
        );
}

/// <summary>An import of one file. Its rows are stored in parts, and the parts are processed one after the other.</summary>
public sealed record ImportJob
{
    public required string Id { get; init; }
    public required ImportMode Mode { get; init; }
    public required ImportStatus Status { get; init; }
    public required Importer By { get; init; }

    /// <summary>Derived from caller and idempotency key of the request; unique, so that the key cannot start another import.</summary>
    public required string RequestKey { get; init; }

    /// <summary>SHA-256 of the file, which is stored under this hash.</summary>
    public required string FileSha256 { get; init; }
    public required string FileType { get; init; }
    public required int Rows { get; init; }

    /// <summary>Hashes of the documents with the rows, <see cref="ImportLimits.RowsPerPart"/> rows each.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>Hash of the document with the headings of the sheets; null for imports of earlier releases.</summary>
    public string? Layout { get; init; }

    /// <summary>Remarks about the file, such as skipped sheets and rows or an unusual separator.</summary>
    public IReadOnlyList<Text> Notices { get; init; } = [];

    /// <summary>Hashes of the report documents, one for each finished part, in the order of the parts.</summary>
    public IReadOnlyList<string> Reports { get; init; } = [];
    public ImportCounts Counts { get; init; } = ImportCounts.None;
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// Time of the last finished part, of the start or of the last resumption; an import without progress counts as stalled.
    /// </summary>
    public required DateTimeOffset LastStepAt { get; init; }

    /// <summary>Since when the job has made no progress, stored by each resumption; null once it progresses.</summary>
    public DateTimeOffset? StalledSince { get; init; }

    /// <summary>Computed from the finished parts; the last part may have fewer rows than <c>RowsPerPart</c>.</summary>
    public int RowsDone() => Math.Min(Reports.Count * ImportLimits.RowsPerPart, Rows);
}

[WireName("ImportStarted")]
public sealed record ImportStarted(ImportMode Mode, string FileSha256, int Rows, string By, DateTimeOffset At);

[WireName("ImportAdvanced")]
public sealed record ImportAdvanced(int Part, ImportCounts Counts, DateTimeOffset At);

[WireName("ImportStopped")]
public sealed record ImportStopped(int Part, DateTimeOffset At);

[WireName("ImportResumed")]
public sealed record ImportResumed(string By, DateTimeOffset At);

public static class ImportDecisions
{
    public static Change<ImportJob> Start(ImportJob started) =>
        new(started, new ImportStarted(started.Mode, started.FileSha256, started.Rows, started.By.Subject, started.StartedAt));

    public static Change<ImportJob> Advance(ImportJob state, string report, ImportCounts counts, DateTimeOffset now) =>
        new(
            state with
            {
                Reports = [.. state.Reports, report],
                Counts = state.Counts + counts,
                Status = state.Reports.Count + 1 == state.Parts.Count ? ImportStatus.Done : ImportStatus.Running,
                LastStepAt = now,
                StalledSince = null,
            },
            new ImportAdvanced(state.Reports.Count, counts, now)
        );

    public static Change<ImportJob> Stop(ImportJob state, DateTimeOffset now) =>
        new(state with { Status = ImportStatus.Stopped, StalledSince = null }, new ImportStopped(state.Reports.Count, now));

    /// <summary>
    /// Resumes a stopped or stalled import; null if it is running. If the old worker is still alive, both may run: rows are not imported
    /// twice.
    /// </summary>
    public static Change<ImportJob>? Resume(ImportJob state, Caller caller, DateTimeOffset now) =>
        state.Status == ImportStatus.Stopped || (state.Status == ImportStatus.Running && Stall.Is(state.LastStepAt, now))
            ? GoOn(state, caller, now)
            : null;

    /// <summary>The commit also queues the message for the next part.</summary>
    public static Change<ImportJob> GoOn(ImportJob state, Caller caller, DateTimeOffset now) =>
        new(
            state with
            {
                Status = ImportStatus.Running,
                LastStepAt = now,
                StalledSince = StalledSince(state, now),
            },
            new ImportResumed(caller.Subject, now)
        );

    /// <summary>Since when a running import has made no progress; null while it progresses, and when it is stopped or done.</summary>
    public static DateTimeOffset? StalledSince(ImportJob state, DateTimeOffset now) =>
        state.Status == ImportStatus.Running ? Stall.Since(state.StalledSince, state.LastStepAt, now) : null;
}
