namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Where an import stands.</summary>
public enum ImportStatus
{
    Running,

    /// <summary>A part failed repeatedly. Sending the file again resumes there.</summary>
    Stopped,
    Done,
}

/// <summary>Who imports.</summary>
/// <param name="Subject">The person's stable id.</param>
/// <param name="Organisation">USCC of the office or company; null for a registrar.</param>
public sealed record Importer(string Subject, string Name, IReadOnlyList<Role> Roles, string? Organisation)
{
    public static Importer Of(Caller caller) => new(caller.Subject, caller.Name, [.. caller.Roles.Order()], caller.Organisation);

    public Caller ToCaller() => new(Subject, Name, Roles.ToHashSet(), Organisation);
}

/// <summary>What became of rows.</summary>
/// <param name="DraftedWithErrors">Counted apart from those that were drafted without.</param>
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

/// <summary>An import: a file cut into parts, carried out one after the other.</summary>
public sealed record ImportJob
{
    public required string Id { get; init; }
    public required ImportMode Mode { get; init; }
    public required ImportStatus Status { get; init; }
    public required Importer By { get; init; }

    /// <summary>The idempotency key of the request: it names this import only.</summary>
    public required string RequestKey { get; init; }

    /// <summary>SHA-256 of the file; the document lies under it.</summary>
    public required string FileSha256 { get; init; }
    public required string FileType { get; init; }
    public required int Rows { get; init; }

    /// <summary>Hashes of the documents with the rows, <see cref="ImportLimits.RowsPerPart"/> each.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>Hash of the document with the sheets' headings; null for an import of before they were kept.</summary>
    public string? Layout { get; init; }

    /// <summary>What was left out of the file, or read otherwise than it stands.</summary>
    public IReadOnlyList<Text> Notices { get; init; } = [];

    /// <summary>Hashes of the documents with the reports of the parts that are done.</summary>
    public IReadOnlyList<string> Reports { get; init; } = [];
    public ImportCounts Counts { get; init; } = ImportCounts.None;
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When a part was done last.</summary>
    public required DateTimeOffset LastStepAt { get; init; }

    /// <summary>Rows that are done.</summary>
    public int RowsDone() => Math.Min(Reports.Count * ImportLimits.RowsPerPart, Rows);
}

/// <summary>A file was taken in for import.</summary>
[WireName("ImportStarted")]
public sealed record ImportStarted(ImportMode Mode, string FileSha256, int Rows, string By, DateTimeOffset At);

/// <summary>A part of an import is done.</summary>
[WireName("ImportAdvanced")]
public sealed record ImportAdvanced(int Part, ImportCounts Counts, DateTimeOffset At);

/// <summary>A part failed for good.</summary>
[WireName("ImportStopped")]
public sealed record ImportStopped(int Part, DateTimeOffset At);

/// <summary>An import that stopped or stalled goes on.</summary>
[WireName("ImportResumed")]
public sealed record ImportResumed(string By, DateTimeOffset At);

/// <summary>The decisions on an import.</summary>
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
            },
            new ImportAdvanced(state.Reports.Count, counts, now)
        );

    public static Change<ImportJob> Stop(ImportJob state, DateTimeOffset now) =>
        new(state with { Status = ImportStatus.Stopped }, new ImportStopped(state.Reports.Count, now));

    /// <summary>Resumes a stopped or stalled import; null when it is running. Nothing is made twice if another worker is still
    /// running.</summary>
    public static Change<ImportJob>? Resume(ImportJob state, Caller caller, DateTimeOffset now) =>
        state.Status == ImportStatus.Stopped || state.IsStalled(now) ? GoOn(state, caller, now) : null;

    /// <summary>Sends the message for the next part once more.</summary>
    public static Change<ImportJob> GoOn(ImportJob state, Caller caller, DateTimeOffset now) =>
        new(state with { Status = ImportStatus.Running, LastStepAt = now }, new ImportResumed(caller.Subject, now));

    private static bool IsStalled(this ImportJob state, DateTimeOffset now) =>
        state.Status == ImportStatus.Running && now - state.LastStepAt > Stall.After;
}
