using System.Text.Json;

namespace TechTransfer.RewardCalculation.ContractFacts;

/// <param name="Facts">Null when the contract is unknown, cancelled or revoked.</param>
/// <param name="Tag">ETag of the stored facts; it changes with every write.</param>
/// <param name="Money">Sums of the contract's money account, fen.</param>
public sealed record ContractRecord(string ContractId, KnownContract? Facts, string Tag, IReadOnlyDictionary<string, long> Money)
{
    /// <summary>True when nothing was written between the two snapshots.</summary>
    public bool IsSameAs(ContractRecord other) =>
        Tag == other.Tag
        && Money.Count == other.Money.Count
        && Money.All(m => other.Money.TryGetValue(m.Key, out var fen) && fen == m.Value);

    /// <summary>
    /// Dates that place the contract in policy years: registration, signing, first day of validity, and months with money.
    /// </summary>
    public IEnumerable<DateOnly> Days() =>
        Facts is null
            ? []
            : new[] { Facts.RegisteredOn, Facts.SignedOn, Facts.EffectiveFrom }.OfType<DateOnly>().Concat(ContractMoney.Months(Money));
}

public sealed class ContractRecords(Copies copies, Accounts accounts, Indexes indexes)
{
    public const string ContractCopies = "contract";

    public const string ReceiptCopies = "receipt";

    /// <summary>Copies of the confirmed declared facts of contracts.</summary>
    public const string DeclaredCopies = "declared";

    private static string OfYear(int year) => $"contracts|{year}";

    /// <summary>Facts, money and declared facts are three reads, not one transaction.</summary>
    public async Task<ContractRecord> ReadAsync(string contractId, CancellationToken cancellation = default)
    {
        var copy = copies.FindLastAsync<KnownContract>(ContractCopies, contractId, cancellation);
        var money = accounts.ReadAsync(ContractMoney.Account(contractId), cancellation);
        var declared = await copies.FindLastAsync<Dictionary<string, JsonElement>>(DeclaredCopies, contractId, cancellation);
        var facts = (await copy).Value is { } known ? known with { Declared = declared.Value } : null;
        return new(contractId, facts, $"{(await copy).Tag}|{declared.Tag}", await money);
    }

    public Task KeepDeclaredAsync(
        string contractId,
        long version,
        IReadOnlyDictionary<string, JsonElement> facts,
        CancellationToken cancellation
    ) => copies.PutAsync(DeclaredCopies, contractId, version, facts, cancellation);

    public Task IndexYearAsync(string contractId, int year, CancellationToken cancellation = default) =>
        indexes.AddAsync(OfYear(year), contractId, cancellation);

    /// <summary>A page of the ids of contracts of a calendar year, in ascending order; an empty page is the end.</summary>
    public Task<IReadOnlyList<string>> OfYearAsync(int year, int limit, string? after, CancellationToken cancellation = default) =>
        indexes.ReadAsync(OfYear(year), limit, after, cancellation);
}
