using System.Text.Json;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine.Compiled;

/// <summary>Inputs for conditions and amounts in one calculation: one contract, or one beneficiary's year.</summary>
internal sealed class Scope
{
    private readonly int parties = 1;
    private readonly int place;

    private Scope(CompiledPolicy policy, int year, PartyFacts party)
    {
        (Policy, Year, Party) = (policy, year, party);
        Figures = new long[policy.Slots];
        FirstMonth = year * 12 + policy.Source.YearShift;
    }

    public Scope(CompiledPolicy policy, int year, ItemFacts item)
        : this(policy, year, item.Party)
    {
        Item = item;
        (parties, place) = PlaceOf(item);
    }

    public Scope(CompiledPolicy policy, int year, YearFacts facts)
        : this(policy, year, facts.Beneficiary)
    {
        Declared = facts.Declared;
        Before = facts.YearBefore;
    }

    public CompiledPolicy Policy { get; }
    public int Year { get; }
    public PartyFacts Party { get; }
    public ItemFacts? Item { get; }
    public DeclaredFacts Declared { get; } = DeclaredFacts.None;
    public IReadOnlyDictionary<string, long>? Before { get; }

    /// <summary>Values of the figures by slot, as in <see cref="CompiledPolicy"/>.</summary>
    public long[] Figures { get; }

    /// <summary>By slot, true for figures that are not known; null when all are known.</summary>
    public bool[]? Unknown { get; private set; }

    /// <summary>First month of the policy year; months are numbered year × 12 + (month − 1).</summary>
    public int FirstMonth { get; }
    public int LastMonth => FirstMonth + 11;

    public int Parties => parties;

    public void SetUnknown(int slot) => (Unknown ??= new bool[Figures.Length])[slot] = true;

    /// <summary>This party's equal part, in fen, of an amount of the whole contract.</summary>
    public long Part(long fen) => parties == 1 ? fen : Yuan.FromFen(fen).SplitByLargestRemainder(Ones(parties))[place].Fen;

    public long PaidInYear() => Paid(FirstMonth, technical: false);

    public long PaidToDate() => Paid(int.MinValue, technical: false);

    /// <summary>The share of the contract's value that is paid so far, by all payers to all payees.</summary>
    public FactValue PaidShare() =>
        Item!.Contract.ContractValue is not { } value
            ? Item.Money is null
                ? FactValue.Share(1, 1)
                : default
            : Item.Money is not null && Item.WholeMoney is { } whole
                ? FactValue.Share(Sum(whole, int.MinValue, false, false), value.Fen)
                : FactValue.Share(PaidToDate(), Part(value.Fen));

    /// <summary>
    /// The party's money, in fen, from a month to the end of the policy year; without a record, the contract counts as paid in full.
    /// </summary>
    /// <param name="bounded">True to leave out money outside the policy's period, where the policy bounds it.</param>
    public long Paid(int fromMonth, bool technical, bool bounded = false)
    {
        var contract = Item!.Contract;
        if (Item.Money is null)
            return Part(technical ? contract.TechnicalAmount.Fen : (contract.ContractValue ?? contract.TechnicalAmount).Fen);
        return Sum(Item.Money, fromMonth, technical, bounded);
    }

    private long Sum(IReadOnlyList<MonthlyMoney> months, int fromMonth, bool technical, bool bounded)
    {
        var (first, last) = (fromMonth, LastMonth);
        if (bounded && Policy.Source.Bounds == PeriodBounds.ReceivedOn)
            (first, last) = (Math.Max(first, Policy.FromMonth), Math.Min(last, Policy.ToMonth));
        var sum = 0L;
        for (var i = 0; i < months.Count; i++)
        {
            var money = months[i];
            var month = money.Year * 12 + money.Month - 1;
            if (month < first || month > last)
                continue;
            sum = checked(sum + (technical ? money.Technical : money.Amount).Fen);
            if (Policy.RecoversRefunds)
                sum = checked(sum + (technical ? money.MovedTechnical : money.Moved).Fen);
        }
        return sum;
    }

    /// <summary>Refunds that count for the month of their receipt, or would, in fen: those of this year's money and those paid back
    /// this year.</summary>
    public (long Later, long Earlier) Moved(bool technical)
    {
        var (later, earlier) = (0L, 0L);
        foreach (var money in Item!.Money ?? [])
        {
            var month = money.Year * 12 + money.Month - 1;
            var moved = (technical ? money.MovedTechnical : money.Moved).Fen;
            if (month >= FirstMonth && month <= LastMonth)
                (later, earlier) = (later - Math.Min(moved, 0), earlier + Math.Max(moved, 0));
        }
        // What was received and paid back within the year counts once either way.
        var within = Math.Min(later, earlier);
        return (later - within, earlier - within);
    }

    /// <summary>A declared fact in the unit of its type; unknown when it was not stated or has another type.</summary>
    public FactValue Stated(DeclaredFactRule rule) => Stated(Declared.Stated, rule);

    /// <summary>A confirmed declared fact of the contract; unknown when there is none.</summary>
    public FactValue DeclaredOfContract(DeclaredFactRule rule) =>
        Item!.Contract.Declared is { } declared ? Stated(declared, rule) : default;

    private static FactValue Stated(IReadOnlyDictionary<string, JsonElement> stated, DeclaredFactRule rule)
    {
        if (!stated.TryGetValue(rule.Name, out var value))
            return default;
        return rule.Type switch
        {
            FactType.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? FactValue.Of(value.GetBoolean()) : default,
            FactType.Word or FactType.Code => value.ValueKind == JsonValueKind.String ? FactValue.Of(value.GetString()) : default,
            FactType.Date => value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out var day)
                ? FactValue.Of(day)
                : default,
            FactType.Money or FactType.Count or FactType.Rate => value.ValueKind == JsonValueKind.Number
            && value.TryGetDecimal(out var number)
                ? FactValue.OfNumber(FactValue.Scaled(number, rule.Type))
                : default,
        };
    }

    /// <summary>
    /// The party's place by credit code, then name. It decides who gets a left-over fen, so that the order of the parties does not matter.
    /// </summary>
    private static (int Parties, int Place) PlaceOf(ItemFacts item)
    {
        var side = item.Role.SideOf(item.Contract);
        if (side.Count <= 1)
            return (1, 0);
        var place = side.Count(p => Compare(p, item.Party) < 0);
        return (side.Count, place);

        static int Compare(PartyFacts a, PartyFacts b) =>
            string.CompareOrdinal(a.Uscc ?? "", b.Uscc ?? "") is not 0 and var order ? order : string.CompareOrdinal(a.Name, b.Name);
    }

    private static long[] Ones(int count)
    {
        var ones = new long[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
