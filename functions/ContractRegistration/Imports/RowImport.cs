using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>
/// Creates contracts from rows. Idempotent: the contract id is derived from filer and content, and the contract stores its row, so that a
/// repeated part creates nothing twice.
/// </summary>
public sealed class RowImport(AggregateStore<Contract> contracts, NumberSeries numbers, RuleBook rules, SetAsides asides, TimeProvider time)
{
    /// <summary>Kind of work under which failed rows are set aside (<c>SetAside.Work</c>); they are retried later.</summary>
    public const string Work = "importRow";

    /// <summary>Returns one report per row, in the order of the rows.</summary>
    public async Task<IReadOnlyList<RowReport>> RunAsync(
        ImportJob job,
        IReadOnlyList<ImportRow> rows,
        IReadOnlyList<SheetLayout> sheets,
        CancellationToken cancellation
    )
    {
        var reports = new Task<RowReport>[rows.Count];
        var last = new Dictionary<string, Task>();
        var round = await asides.BeginAsync(Work, cancellation);
        using var places = new SemaphoreSlim(ImportLimits.Parallel);
        var started = 0;
        try
        {
            // Reads the next row while earlier rows are still being stored.
            for (; started < rows.Count; started++)
            {
                var (row, plan) = (rows[started], (Planned?)null);
                if (
                    !await round.DoAsync(ItemOf(job, row), () => Task.FromResult(plan = Plan(job, row, sheets)), cancellation)
                    || plan is null
                )
                {
                    reports[started] = Task.FromResult(SetAside(row));
                    continue;
                }
                if (plan.Refusal is { } refusal)
                {
                    reports[started] = Task.FromResult(refusal);
                    continue;
                }
                await places.WaitAsync(cancellation);
                // Rows with the same contract run one after the other: the first creates it, the others are reported as duplicates.
                last[plan.Id] = reports[started] = MakeInTurnAsync(round, job, plan, last.GetValueOrDefault(plan.Id), places, cancellation);
            }
        }
        finally
        {
            // Wait for all started tasks even after a failure, because they must not run on after the step.
            await Task.WhenAll(reports.Take(started));
        }
        return [.. reports.Select((r, i) => r.Result.At(rows[i], sheets))];
    }

    private async Task<RowReport> MakeInTurnAsync(
        Round round,
        ImportJob job,
        Planned plan,
        Task? before,
        SemaphoreSlim places,
        CancellationToken cancellation
    )
    {
        try
        {
            if (before is not null)
                await before;
            RowReport? report = null;
            return await round.DoAsync(ItemOf(job, plan.Row), async () => report = await MakeAsync(job, plan, cancellation), cancellation)
                ? report!
                : SetAside(plan.Row);
        }
        finally
        {
            places.Release();
        }
    }

    public async Task MakeAsync(ImportJob job, ImportRow row, CancellationToken cancellation)
    {
        if (Plan(job, row, []) is { Refusal: null } plan)
            await MakeAsync(job, plan, cancellation);
    }

    public static string ImportOf(string item) => item[..item.IndexOf('|', StringComparison.Ordinal)];

    /// <summary>Key of a row that is set aside. For the first sheet the key has no sheet number.</summary>
    public static string ItemOf(ImportJob job, ImportRow row) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{job.Id}|{row.Number}{(row.Sheet == 0 ? "" : $"@{row.Sheet}")}");

    private static RowReport SetAside(ImportRow row) => RowReport.Refused(row, Problem.Of(Catalogue.RowSetAside));

    private Planned Plan(ImportJob job, ImportRow row, IReadOnlyList<SheetLayout> sheets)
    {
        var now = time.GetUtcNow();
        var read = ContractRow.Read(row, job.Mode, rules.Codes, row.Sheet < sheets.Count ? sheets[row.Sheet] : null);
        var notices = read.Notices.Count > 0 ? read.Notices : null;
        if (read.Errors.Count > 0)
            return Planned.Refused(row, RowReport.Malformed(row, read.Errors) with { Notices = notices });
        if (Finding.Refusal(Precheck.Shape(read.Content, rules, now.ChinaDate())) is { } unfit)
            return Planned.Refused(row, RowReport.Refused(row, unfit) with { Notices = notices });

        var origin = new ImportOrigin(job.Id, row.Number, row.Sheet == 0 ? null : row.Sheet);
        // Lists show newest first: earlier rows get later times, so that a list shows the rows in the order of the file.
        var at = job.StartedAt.AddTicks(-row.Number);
        var filer = job.Mode == ImportMode.Drafts ? job.By.Organisation! : EnterPastRegistration.FilerOf(read.Content) ?? "";
        var id = Ids.Derive("case", job.Mode.ToString(), filer, DuplicateKey.OfPlainTexts(read.Content));
        var decided = job.Mode switch
        {
            ImportMode.Drafts => Draft.Decide(id, read.Content, job.By.ToCaller(), rules, now),
            ImportMode.Historical => EnterPastRegistration.Decide(id, read.Content, read.Past!, job.By.ToCaller(), rules, now),
        };
        if (decided.Problem is { } problem)
            return Planned.Refused(row, RowReport.Refused(row, problem) with { Notices = notices });
        var findings = Precheck.Run(read.Content, [], rules, now.ChinaDate()).Findings;
        return new(row, id, decided.Value with { State = decided.Value.State with { Import = origin, CreatedAt = at } }, findings, null)
        {
            Notices = notices,
        };
    }

    private async Task<RowReport> MakeAsync(ImportJob job, Planned plan, CancellationToken cancellation)
    {
        var (row, id, change, findings, _) = plan;
        if (job.Mode == ImportMode.Drafts && await FiledBeforeAsync(row, change!.State.Content, cancellation) is { } filed)
            return await MadeBeforeAsync() ?? RowReport.Duplicate(row, filed, Problem.Of(Catalogue.DuplicateContract));
        if (OwnNumberOf(change!.State) is var (series, serial))
        {
            // The number of a contract that exists is not changed by a row.
            if (await MadeBeforeAsync() is { } made)
                return made;
            if (!await numbers.ClaimAsync(series, serial, id, cancellation))
                return RowReport.Duplicate(row, null, Problem.Of(Catalogue.NationalNumberTaken).At("nationalNumber"));
        }

        // Most rows are new: whether the contract exists shows in the commit.
        var committed = await contracts.CommitAsync(contracts.Unread(id), change, job.By.ToCaller(), null, cancellation);
        if (committed.Problem?.Kind == Catalogue.VersionConflict && await contracts.LoadAsync(id, cancellation) is { Exists: false } fenced)
            committed = await contracts.CommitAsync(fenced, change, job.By.ToCaller(), null, cancellation);
        if (committed.Problem is not { } problem)
            return Taken();
        if (problem.Kind == Catalogue.DuplicateContract || problem.Kind == Catalogue.NationalNumberTaken)
            return await MadeBeforeAsync() ?? RowReport.Duplicate(row, null, problem);
        return (problem.Kind == Catalogue.VersionConflict ? await MadeBeforeAsync() : null) ?? RowReport.Refused(row, problem);

        async Task<RowReport?> MadeBeforeAsync() =>
            await contracts.LoadAsync(id, cancellation) is not { Exists: true } made ? null
            : made.State!.Import == change!.State.Import ? Taken()
            : RowReport.Duplicate(row, id, Problem.Of(Catalogue.RowDuplicate));

        RowReport Taken() =>
            RowReport.Imported(
                row,
                job.Mode == ImportMode.Historical ? RowOutcome.Registered
                    : findings.Any(IsErrorOfTheRow) ? RowOutcome.DraftedWithErrors
                    : RowOutcome.Drafted,
                id,
                findings
            ) with
            {
                Notices = plan.Notices,
            };
    }

    // Missing attachments do not count, because they are always added later.
    private static bool IsErrorOfTheRow(Finding finding) =>
        finding.Severity == Severity.Error
        && finding.Code != FindingCodes.AttachmentMissing.Code
        && finding.Code != FindingCodes.ChineseCopyMissing.Code;

    // Finds the contract if it was filed or registered here before, by the registration number in the row or by the duplicate keys.
    private async Task<string?> FiledBeforeAsync(ImportRow row, ContractContent content, CancellationToken cancellation)
    {
        if (PlainCode.Of(row.Cells.GetValueOrDefault(NationalForm.NationalNumber) ?? "") is { Length: > 0 and <= 50 } number)
        {
            var own = rules.RuleSets.All.Select(r => r.RegistrationNumber.SerialOf(number)).FirstOrDefault(s => s is not null);
            var holder = own is var (series, serial) ? await numbers.OwnerOfAsync(series, serial, cancellation) : null;
            if ((holder ?? await contracts.FindHolderAsync($"national|{number}", cancellation)) is { } numbered)
                return numbered;
        }
        foreach (var key in DuplicateKey.Split(DuplicateKey.Of(content)))
        {
            if (await contracts.FindHolderAsync($"duplicate|{key}", cancellation) is { } same)
                return same;
        }
        return null;
    }

    // A registration number of this office's own series, which is claimed so that it is never allotted again.
    private (string Series, long Serial)? OwnNumberOf(Contract state) =>
        state is { NationalNumber: { } number, RegisteredOn: { } on }
            ? rules.RuleSets.InForceOn(on).RegistrationNumber.SerialOf(number)
            : null;

    private sealed record Planned(ImportRow Row, string Id, Change<Contract>? Change, IReadOnlyList<Finding> Findings, RowReport? Refusal)
    {
        public IReadOnlyList<ProblemError>? Notices { get; init; }

        public static Planned Refused(ImportRow row, RowReport report) => new(row, "", null, [], report);
    }
}
