using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Statistics;

/// <param name="Checked">Contracts or shards compared in this step.</param>
/// <param name="Repaired">Number of differences that were repaired; 0 in all steps means that the running figures were right.</param>
/// <param name="SetAside">Number of contracts whose check failed; they are retried automatically.</param>
/// <param name="Cursor">Cursor for the next step; null after the last.</param>
public sealed record RebuildStep(
    int Year,
    int Checked,
    int Repaired,
    int SetAside,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)]
        string? Cursor
);

/// <summary>
/// Recalculates a year's statistics and repairs differences, in steps of limited size: first the contracts of the year's list, then other
/// contracts that are counted in the year, then the sums of each shard. Commands may run meanwhile.
/// </summary>
public sealed class Rebuild(AggregateStore<Contract> contracts, Lists lists, Counters counters, SetAsides asides, RuleBook rules) : IRetried
{
    private const int ContractsAtOnce = 100;

    [Function("RebuildStatistics")]
    [Allowed(Role.Registrar)]
    [Operation(
        "Recalculate a year's figures from its contracts, one step per call: continue with the cursor until it is null. A repeat "
            + "finds nothing to repair",
        Answer = typeof(RebuildStep),
        Query = ["year!: 2000 to 2100", "cursor: From the step before"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "statistics/rebuild")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var step = await StepAsync(
            request.NeededYear(),
            request.Query.TryGetValue("cursor", out var cursor) ? cursor.ToString() : null,
            cancellation
        );
        return step.Problem is { } problem ? new ProblemResult(problem) : Results.Json(step.Value, Json.Options);
    }

    /// <summary>
    /// Runs one step. Cursors are <c>cases:</c> with the list's cursor, <c>contributors:</c> with shard and last id, or <c>sums:</c> with
    /// the shard; null starts.
    /// </summary>
    public Task<Outcome<RebuildStep>> StepAsync(int year, string? cursor, CancellationToken cancellation = default)
    {
        var parts = (cursor ?? "cases:").Split(':', 3);
        var shard =
            parts.Length > 1
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < Counters.Shards
                ? number
                : (int?)null;
        return (parts[0], parts.Length, shard) switch
        {
            ("cases", 2, _) => ContractsAsync(year, parts[1], cancellation),
            ("contributors", 3, { } s) => ContributorsAsync(year, s, parts[2], cancellation),
            ("sums", 2, { } s) => SumsAsync(year, s, cancellation),
            _ => Task.FromResult<Outcome<RebuildStep>>(Problem.Of(Catalogue.MalformedCursor).At("cursor")),
        };
    }

    private async Task<Outcome<RebuildStep>> ContractsAsync(int year, string listCursor, CancellationToken cancellation)
    {
        var page = await lists.ReadAsync(
            ContractLists.OfYear(year),
            ContractsAtOnce,
            listCursor.Length == 0 ? null : listCursor,
            cancellation: cancellation
        );
        if (page.Problem is { } problem)
            return problem;
        var (repaired, setAside) = await CorrectAsync(
            year,
            [.. page.Value.Items.Select(line => line.GetProperty("id").GetString()!)],
            cancellation
        );
        return new RebuildStep(
            year,
            page.Value.Items.Count,
            repaired,
            setAside,
            page.Value.Cursor is { } next ? $"cases:{next}" : "contributors:0:"
        );
    }

    private async Task<Outcome<RebuildStep>> ContributorsAsync(int year, int shard, string after, CancellationToken cancellation)
    {
        var contributors = await counters.ContributorsAsync(
            ContractFigures.Counter,
            YearFigures.Period(year),
            shard,
            after,
            ContractsAtOnce,
            cancellation
        );
        var (repaired, setAside) = await CorrectAsync(year, contributors, cancellation);
        var next =
            contributors.Count > 0 ? $"contributors:{shard}:{contributors[^1]}"
            : shard + 1 < Counters.Shards ? $"contributors:{shard + 1}:"
            : "sums:0";
        return new RebuildStep(year, contributors.Count, repaired, setAside, next);
    }

    private async Task<Outcome<RebuildStep>> SumsAsync(int year, int shard, CancellationToken cancellation)
    {
        var wasWrong = await counters.AddUpAsync(ContractFigures.Counter, YearFigures.Period(year), shard, cancellation);
        return new RebuildStep(year, 1, wasWrong ? 1 : 0, 0, shard + 1 < Counters.Shards ? $"sums:{shard + 1}" : null);
    }

    public string Work => "statistics";

    public Task RetryAsync(string item, CancellationToken cancellation) =>
        CorrectAsync(int.Parse(item.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), item[5..], cancellation);

    private async Task<(int Repaired, int SetAside)> CorrectAsync(int year, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var repaired = 0;
        var round = await asides.BeginAsync(Work, cancellation);
        foreach (var id in ids)
        {
            await round.DoAsync(
                string.Create(CultureInfo.InvariantCulture, $"{year:D4}|{id}"),
                async () => repaired += await CorrectAsync(year, id, cancellation) ? 1 : 0,
                cancellation
            );
        }
        return (repaired, round.Failed);
    }

    // Correct figures follow from the contract's state; lists and stored contributions only say which contracts to check.
    private async Task<bool> CorrectAsync(int year, string id, CancellationToken cancellation)
    {
        var loaded = await contracts.LoadAsync(id, cancellation);
        if (!loaded.Exists)
            return false;
        var period = YearFigures.Period(year);
        var figures =
            ContractFigures.Of(loaded.State!, rules).FirstOrDefault(c => c.Period == period)?.Figures ?? new Dictionary<string, long>();
        return await counters.CorrectAsync(ContractFigures.Counter, period, id, loaded.Version, figures, cancellation);
    }
}
