namespace TechTransfer.RewardCalculation.ContractFacts;

/// <summary>All that is kept of one contract, as it was read.</summary>
/// <param name="Facts">Null when it is not known, or was cancelled or revoked.</param>
/// <param name="Tag">Changes whenever the facts are written.</param>
/// <param name="Money">The contract's account.</param>
public sealed record ContractRecord(string ContractId, KnownContract? Facts, string Tag, IReadOnlyDictionary<string, long> Money)
{
    /// <summary>True when nothing was written between the two readings.</summary>
    public bool IsSameAs(ContractRecord other) =>
        Tag == other.Tag
        && Money.Count == other.Money.Count
        && Money.All(m => other.Money.TryGetValue(m.Key, out var fen) && fen == m.Value);

    /// <summary>The days that put a contract into policy years: of its dates, and of its money.</summary>
    public IEnumerable<DateOnly> Days() =>
        Facts is null
            ? []
            : new[] { Facts.RegisteredOn, Facts.SignedOn, Facts.EffectiveFrom }.OfType<DateOnly>().Concat(ContractMoney.Months(Money));
}

/// <summary>Reading what is kept of contracts.</summary>
public sealed class ContractRecords(Copies copies, Accounts accounts, Indexes indexes)
{
    /// <summary>The kind of the copies of contracts.</summary>
    public const string ContractCopies = "contract";

    /// <summary>The kind of the copies of receipts.</summary>
    public const string ReceiptCopies = "receipt";

    /// <summary>The contracts that have a date or money in a calendar year.</summary>
    private static string OfYear(int year) => $"contracts|{year}";

    /// <summary>A contract's record: two reads.</summary>
    public async Task<ContractRecord> ReadAsync(string contractId, CancellationToken cancellation = default)
    {
        var copy = copies.FindLastAsync<KnownContract>(ContractCopies, contractId, cancellation);
        var money = accounts.ReadAsync(ContractMoney.Account(contractId), cancellation);
        return new(contractId, (await copy).Value, (await copy).Tag, await money);
    }

    /// <summary>Notes that a contract has a date or money in a year.</summary>
    public Task NoteAsync(string contractId, int year, CancellationToken cancellation = default) =>
        indexes.AddAsync(OfYear(year), contractId, cancellation);

    /// <summary>A page of the contracts of a calendar year, in the order of their ids; an empty one is the end.</summary>
    public Task<IReadOnlyList<string>> OfYearAsync(int year, int limit, string? after, CancellationToken cancellation = default) =>
        indexes.ReadAsync(OfYear(year), limit, after, cancellation);
}
