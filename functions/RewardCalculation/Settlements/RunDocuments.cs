using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>The collected claims and the result lines of a run, each split into several documents.</summary>
public sealed class RunDocuments(DocumentStore documents)
{
    public const int LinesPerPart = 200;

    public async Task<string> SaveAsync<T>(string run, IReadOnlyList<T> items, CancellationToken cancellation) =>
        (await documents.SaveAsync(run, Encoding.UTF8.GetBytes(Json.Write(items)), "application/json", cancellation)).Sha256;

    public async Task<T[]> ReadAsync<T>(string run, string sha256, CancellationToken cancellation)
    {
        await using var document =
            await documents.OpenAsync(run, sha256, cancellation)
            ?? throw new InvalidOperationException($"The document {sha256} of settlement {run} is gone.");
        return await JsonSerializer.DeserializeAsync<T[]>(document, Json.Options, cancellation)
            ?? throw new InvalidOperationException($"The document {sha256} of settlement {run} is empty.");
    }

    /// <summary>
    /// The result lines of a run, ordered by claim id and starting after the given claim. Only one document is in memory at a time.
    /// </summary>
    public async IAsyncEnumerable<SettlementLine> LinesAsync(
        SettlementRun run,
        string? after = null,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        for (var i = 0; i < run.Lines.Count; i++)
        {
            // The next document starts at or before the cursor: skip this one.
            if (after is not null && i + 1 < run.Lines.Count && string.CompareOrdinal(run.Lines[i + 1].First, after) <= 0)
                continue;
            foreach (var line in await ReadAsync<SettlementLine>(run.Id, run.Lines[i].Sha256, cancellation))
            {
                if (after is null || string.CompareOrdinal(line.ClaimId, after) > 0)
                    yield return line;
            }
        }
    }
}
