using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Rows;

/// <summary>What a contributor has in an account.</summary>
/// <param name="Version">The contributor's version that put it there.</param>
/// <param name="Figures">Figures by name: counts, or money in fen. Empty when the account refused it.</param>
/// <param name="Refusal">Why the account refused it; null when it did not.</param>
public sealed record AccountEntry(long Version, IReadOnlyDictionary<string, long> Figures, string? Refusal);

/// <summary>
/// Sums that a rule bounds, as what was received on one contract: the account keeps, in one partition, its sums and what every contributor
/// put in, and new minus old is applied in one transaction. Whoever posts decides on the sums that his transaction then replaces, so that
/// two at once cannot both take the last room. An account's verdict on a version of a contributor stands: asked again, it gives the same. A
/// posting reads two rows, however many are there.
/// </summary>
public sealed partial class Accounts(AppStorage storage)
{
    private const string SumsRow = "sums";
    private const int Attempts = 60;

    /// <summary>The sums of an account; empty when nothing was ever posted.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(string account, CancellationToken cancellation = default)
    {
        if (!Keys.CanBe(account))
            return new Dictionary<string, long>();
        var sums = await storage.Counters.GetEntityIfExistsAsync<TableEntity>(Partition(account), SumsRow, cancellationToken: cancellation);
        return sums.HasValue ? Figures(sums.Value!) : new Dictionary<string, long>();
    }

    /// <summary>Puts a contributor's figures in the place of those that it had. Answers what stands there now: a later version's entry if
    /// one was faster.</summary>
    /// <param name="account">The account: characters that a table's key takes.</param>
    /// <param name="contributor">Who contributes: likewise.</param>
    /// <param name="version">The contributor's version; an older or the same one changes nothing.</param>
    /// <param name="decide">The figures, or the words of a refusal, from the sums without the contributor's own. May run several
    /// times.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<AccountEntry> PostAsync(
        string account,
        string contributor,
        long version,
        Func<IReadOnlyDictionary<string, long>, (IReadOnlyDictionary<string, long> Figures, string? Refusal)> decide,
        CancellationToken cancellation = default
    )
    {
        var partition = Partition(account);
        for (var attempt = 1; ; attempt++)
        {
            var reads = await Task.WhenAll(
                storage.Counters.GetEntityIfExistsAsync<TableEntity>(partition, SumsRow, cancellationToken: cancellation),
                storage.Counters.GetEntityIfExistsAsync<TableEntity>(partition, $"of|{contributor}", cancellationToken: cancellation)
            );
            var (sumsBefore, ofBefore) = (reads[0], reads[1]);
            if (ofBefore.HasValue && Entry(ofBefore.Value!) is var stands && stands.Version >= version)
                return stands;

            var others = sumsBefore.HasValue ? Figures(sumsBefore.Value!) : [];
            if (ofBefore.HasValue)
                Counters.Add(others, Figures(ofBefore.Value!), -1);
            var (figures, refusal) = decide(others);
            if (refusal is not null)
                figures = new Dictionary<string, long>();
            var sums = new Dictionary<string, long>(others);
            Counters.Add(sums, figures, +1);

            var sumsRow = new TableEntity(partition, SumsRow);
            LongText.Put(sumsRow, "Figures", JsonSerializer.Serialize(sums, Json.Options));
            var ofRow = new TableEntity(partition, $"of|{contributor}") { [GuardedRows.Version] = version, ["Refusal"] = refusal };
            LongText.Put(ofRow, "Figures", JsonSerializer.Serialize(figures, Json.Options));
            try
            {
                await storage.Counters.SubmitTransactionAsync(
                    [Counters.Write(sumsRow, sumsBefore), Counters.Write(ofRow, ofBefore)],
                    cancellation
                );
                return new(version, figures, refusal);
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                // Another posting was faster, or the client repeated one that had succeeded: the next look tells which.
                await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }

    private static AccountEntry Entry(TableEntity row) =>
        new(row.GetInt64(GuardedRows.Version)!.Value, Figures(row), row.GetString("Refusal"));

    private static Dictionary<string, long> Figures(TableEntity row) => Json.Read<Dictionary<string, long>>(LongText.Get(row, "Figures"));

    private static string Partition(string account) => $"account|{account}";
}
