using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Diligence;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Reports;
using TechTransfer.OwnershipGrants.Rules;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Ledger;

/// <summary>An event of an achievement as history shows it.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Data">What was decided. Persons' names stand apart and are not in it.</param>
/// <param name="Hash">SHA-256 over id, version, previous hash and the event's stored text.</param>
public sealed record HistoryEvent(
    long Version,
    string Type,
    DateTimeOffset At,
    string Actor,
    string ActorName,
    JsonElement Data,
    string Previous,
    string Hash
);

/// <summary>A history.</summary>
/// <param name="ChainHolds">Whether every hash agrees up to the head.</param>
/// <param name="BrokenAt">The first version that does not agree.</param>
public sealed record HistoryView(IReadOnlyList<HistoryEvent> Events, bool ChainHolds, long? BrokenAt);

/// <summary>What can be read out of the histories: ledgers, due-diligence files, the yearly report.</summary>
public sealed class LedgerFunctions(
    AggregateStore<Achievement> achievements,
    AggregateStore<Distribution> distributions,
    Lists lists,
    GrantRuleBook book,
    TimeProvider time
)
{
    private const string Format = "format: csv or xlsx; JSON if not given";

    [Function("GetAchievementHistory")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("The achievement's events with actor, time and hash chain", Answer = typeof(HistoryView))]
    public Task<IResult> AchievementHistory(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "achievements/{id}/history")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => HistoryAsync(request, id, null, cancellation);

    [Function("GetGrantHistory")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation("A grant's events with actor, time and hash chain; the chain is the whole achievement's", Answer = typeof(HistoryView))]
    public Task<IResult> GrantHistory(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/history")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => HistoryAsync(request, PartIds.AchievementOf(id), id, cancellation);

    [Function("GetDistributionHistory")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "A distribution's events with actor, time and hash chain; of one older than its chain, the first events are its achievement's",
        Answer = typeof(HistoryView)
    )]
    public async Task<IResult> DistributionHistory(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "distributions/{id}/history")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if (
            (await distributions.LoadAsync(id, cancellation)).State is not { } state
            || !Access.MaySee(state.Organisation, request.Caller())
        )
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return History(await distributions.ReadHistoryAsync(id, cancellation), _ => true);
    }

    [Function("GetAchievementLedger")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The achievement's ledger: every right, decision, document, income and payment in order",
        Answer = typeof(LedgerView),
        AnswerMediaTypes = [TableResult.Csv, TableResult.Xlsx],
        Query = [Format]
    )]
    public Task<IResult> AchievementLedger(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "achievements/{id}/ledger")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => LedgerAsync(request, id, null, cancellation);

    [Function("GetGrantLedger")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "A grant's ledger, with what is the whole achievement's",
        Answer = typeof(LedgerView),
        AnswerMediaTypes = [TableResult.Csv, TableResult.Xlsx],
        Query = [Format]
    )]
    public Task<IResult> GrantLedger(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/ledger")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => LedgerAsync(request, PartIds.AchievementOf(id), id, cancellation);

    [Function("GetOrganisationLedger")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The ledger of an organisation's achievements in a year, in the order of time",
        Answer = typeof(LedgerView),
        AnswerMediaTypes = [TableResult.Csv, TableResult.Xlsx],
        Query = ["year!: A year", "org: The organisation's USCC; an office's own if not given", Format]
    )]
    public async Task<IResult> OrganisationLedger(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var organisation = OrganisationAsked.Of(request);
        if (organisation.Problem is { } refused)
            return new ProblemResult(refused);
        if (!IsYear(request.Query["year"], out var year))
            return Malformed("year", "2000..2100");
        var achievementRows = lists.EachAsync(
            AchievementLists.OfOrganisation(organisation.Value),
            id => RowsAsync(achievements, id, id, cancellation),
            cancellation
        );
        var distributionRows = lists.EachAsync(
            DistributionLists.OfOrganisation(organisation.Value),
            id => RowsAsync(distributions, id, PartIds.AchievementOf(id), cancellation),
            cancellation
        );
        return Ledger(
            request,
            await MergeAsync(achievementRows.Concat(distributionRows), r => r.At.ChinaDate().Year == year),
            $"ledger-{year}"
        );
    }

    [Function("GetDueDiligence")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The due-diligence file of a grant's decision: what was observed, what is missing, the documents' hashes",
        Answer = typeof(DiligenceFile)
    )]
    public async Task<IResult> Diligence(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/due-diligence")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var loaded = await achievements.LoadAsync(PartIds.AchievementOf(id), cancellation);
        if (
            !loaded.Exists
            || !Access.MaySee(loaded.State!, request.Caller())
            || loaded.State!.Grants.FirstOrDefault(g => g.Id == id) is not { } grant
        )
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return Results.Json(DueDiligence.Of(loaded.State, grant, book.Pinned(grant.RuleSet), time.ChinaToday()), Json.Options);
    }

    [Function("GetAnnualReport")]
    [Allowed(Role.Office, Role.Auditor)]
    [Operation(
        "The organisation's yearly report on conversion (促进科技成果转化法 art 21)",
        Answer = typeof(AnnualReportView),
        AnswerMediaTypes = [TableResult.Csv, TableResult.Xlsx],
        Query = ["org: The organisation's USCC; an office's own if not given", Format]
    )]
    public async Task<IResult> Report(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "annual-reports/{year}")] HttpRequest request,
        string year,
        CancellationToken cancellation
    )
    {
        var organisation = OrganisationAsked.Of(request);
        if (organisation.Problem is { } refused)
            return new ProblemResult(refused);
        if (!IsYear(year, out var number))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var lines = AnnualReport.Of(
            await StatesAsync(achievements, AchievementLists.OfOrganisation(organisation.Value), cancellation),
            await StatesAsync(distributions, DistributionLists.OfOrganisation(organisation.Value), cancellation),
            number
        );
        return TableResult.Of(
            request,
            $"annual-report-{number}",
            "年度报告",
            ["项目编码", "项目", "数量", "金额（元）"],
            lines.Select(l => new object?[] { l.Code, l.Item.Zh, (decimal)l.Count, l.Amount is { } amount ? amount : null }),
            new AnnualReportView(organisation.Value, number, Instruments.ConversionLaw("第二十一条"), lines)
        );
    }

    private async Task<IResult> HistoryAsync(HttpRequest request, string achievementId, string? grantId, CancellationToken cancellation)
    {
        if (!await MaySeeAsync(request, achievementId, grantId, cancellation))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return History(
            await achievements.ReadHistoryAsync(achievementId, cancellation),
            e => grantId is null || (e.Data.TryGetProperty("grantId", out var grant) && grant.GetString() == grantId)
        );
    }

    private static IResult History(History history, Func<HistoryEvent, bool> isAsked)
    {
        var events = history
            .Entries.Select(entry =>
            {
                var stored = JsonDocument.Parse(entry.Json).RootElement;
                return new HistoryEvent(
                    entry.Version,
                    stored.GetProperty("type").GetString()!,
                    stored.GetProperty("at").GetDateTimeOffset(),
                    stored.GetProperty("actor").GetString()!,
                    stored.GetProperty("actorName").GetString()!,
                    Json.Rewrite(stored.GetProperty("data"), Shown),
                    entry.Previous,
                    entry.Hash
                );
            })
            .Where(isAsked);
        return Results.Json(new HistoryView([.. events], history.BrokenAt is null, history.BrokenAt), Json.Options);
    }

    // Events of before kept the whole message of a contract, which is its parties' and not the achievement's.
    private static void Shown(JsonObject fields)
    {
        if (fields["conversion"] is JsonObject conversion)
            fields["conversion"] = JsonSerializer.SerializeToNode(conversion.Deserialize<Conversion>(Json.Options), Json.Options);
    }

    private async Task<IResult> LedgerAsync(HttpRequest request, string achievementId, string? grantId, CancellationToken cancellation)
    {
        if (!await MaySeeAsync(request, achievementId, grantId, cancellation))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var own = await RowsAsync(achievements, achievementId, achievementId, cancellation);
        var list = grantId is null ? DistributionLists.OfAchievement(achievementId) : DistributionLists.OfGrant(grantId);
        var chains = await lists
            .EachAsync(list, async id => (Id: id, Chain: await RowsAsync(distributions, id, achievementId, cancellation)), cancellation)
            .ToListAsync(cancellation);
        var ledger = await MergeAsync(chains.Select(c => c.Chain).Prepend(own).ToAsyncEnumerable(), _ => true);
        return Ledger(
            request,
            grantId is null ? ledger : ledger with { Items = [.. LedgerOf.Grant(grantId, chains.Select(c => c.Id), ledger.Items)] },
            $"ledger-{grantId ?? achievementId}"
        );
    }

    private static async Task<(IReadOnlyList<LedgerRow> Rows, bool Holds)> RowsAsync<TState>(
        AggregateStore<TState> store,
        string id,
        string achievementId,
        CancellationToken cancellation
    )
    {
        var history = await store.ReadHistoryAsync(id, cancellation);
        return ([.. LedgerOf.Of(achievementId, history)], history.BrokenAt is null);
    }

    private async Task<IReadOnlyList<TState>> StatesAsync<TState>(AggregateStore<TState> store, string list, CancellationToken cancellation)
        where TState : class =>
        await lists
            .EachAsync(list, async id => (await store.LoadAsync(id, cancellation)).State, cancellation)
            .OfType<TState>()
            .ToListAsync(cancellation);

    // In the order of time; what one chain says at one instant stays in its order.
    private static async Task<LedgerView> MergeAsync(
        IAsyncEnumerable<(IReadOnlyList<LedgerRow> Rows, bool Holds)> chains,
        Func<LedgerRow, bool> matches
    )
    {
        var (rows, holds) = (new List<LedgerRow>(), true);
        await foreach (var chain in chains)
        {
            holds &= chain.Holds;
            rows.AddRange(chain.Rows.Where(matches));
        }
        return new([.. rows.OrderBy(r => r.At).ThenBy(r => r.AchievementId, StringComparer.Ordinal)], holds);
    }

    private async Task<bool> MaySeeAsync(HttpRequest request, string achievementId, string? grantId, CancellationToken cancellation)
    {
        var loaded = await achievements.LoadAsync(achievementId, cancellation);
        return loaded.State is { } state
            && Access.MaySee(state, request.Caller())
            && (grantId is null || state.Grants.Any(g => g.Id == grantId));
    }

    private static IResult Ledger(HttpRequest request, LedgerView ledger, string name) =>
        TableResult.Of(request, name, "台账", LedgerTable.Headings, ledger.Items.Select(LedgerTable.Cells), ledger);

    private static bool IsYear(string? text, out int year) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year) && year is >= 2000 and <= 2100;

    private static ProblemResult Malformed(string name, string reason) =>
        new(Problem.Of(Catalogue.MalformedQuery, ("name", name), ("reason", reason)).At(name));
}

/// <summary>The yearly report.</summary>
public sealed record AnnualReportView(string Organisation, int Year, Citation Citation, IReadOnlyList<ReportLine> Lines);
