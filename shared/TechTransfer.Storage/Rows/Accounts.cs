using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;

namespace TechTransfer.Storage.Rows;

/// <summary>The account's final decision on one version of a contributor.</summary>
/// <param name="Version">The contributor's version that made the entry.</param>
/// <param name="Figures">Figures by name: counts, or money in fen. Empty when the account refused them.</param>
/// <param name="Refusal">Why the account refused the figures; null when it accepted them.</param>
public sealed record AccountEntry(long Version, IReadOnlyDictionary<string, long> Figures, string? Refusal);

/// <summary>
/// Sums that a rule limits, such as the receipts on one contract. An account is one partition with its sums and a row per contributor, and
/// one transaction updates both, so that two concurrent postings cannot both use the last free amount. The decision on a contributor's
/// version is final: posting the same version again returns it. A posting reads two rows, however many contributors there are.
/// </summary>
public sealed partial class Accounts(AppStorage storage)
{
    private const string SumsRow = "sums";
    private const int Attempts = 60;

    /// <summary>The sums of an account by name, as counts or fen; empty when nothing was ever posted.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(string account, CancellationToken cancellation = default)
    {
        if (!Keys.CanBe(account))
            return new Dictionary<string, long>();
        return await storage.Counters.FindAsync(Partition(account), SumsRow, cancellation) is { } sums ? Figures(sums) : [];
    }

    /// <summary>Replaces a contributor's figures. Returns the entry now stored: that of a later version if one was posted before.</summary>
    /// <param name="account">Name of the account, of characters allowed in table keys.</param>
    /// <param name="contributor">The contributor's id, of characters allowed in table keys.</param>
    /// <param name="version">The contributor's version; nothing changes when the entry already has this version or a later one.</param>
    /// <param name="decide">Computes the figures, or a refusal, from the sums of all other contributors. May run several times.</param>
    /// <param name="cancellation">Cancels the operation.</param>
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
                storage.Counters.FindAsync(partition, SumsRow, cancellation),
                storage.Counters.FindAsync(partition, $"of|{contributor}", cancellation)
            );
            var (sumsBefore, ofBefore) = (reads[0], reads[1]);
            if (ofBefore is not null && Entry(ofBefore) is var stands && stands.Version >= version)
                return stands;

            var others = sumsBefore is null ? [] : Figures(sumsBefore);
            if (ofBefore is not null)
                Counters.Add(others, Figures(ofBefore), -1);
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
                    [SingleRow.Write(sumsRow, sumsBefore), SingleRow.Write(ofRow, ofBefore)],
                    cancellation
                );
                return new(version, figures, refusal);
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                // Another posting was faster, or the client repeated one that had succeeded: the next read shows which.
                await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }

    private static AccountEntry Entry(TableEntity row) =>
        new(row.GetInt64(GuardedRows.Version)!.Value, Figures(row), row.GetString("Refusal"));

    private static Dictionary<string, long> Figures(TableEntity row) => Json.Read<Dictionary<string, long>>(LongText.Get(row, "Figures"));

    private static string Partition(string account) => $"account|{account}";
}
