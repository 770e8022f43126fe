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

    public FactValue PaidShare() =>
        Item!.Contract.ContractValue is { } value ? FactValue.Share(PaidToDate(), Part(value.Fen))
        : Item.Money is null ? FactValue.Share(1, 1)
        : default;

    /// <summary>
    /// The party's money, in fen, from a month to the end of the policy year; without a record, the contract counts as paid in full.
    /// </summary>
    public long Paid(int fromMonth, bool technical)
    {
        var contract = Item!.Contract;
        if (Item.Money is null)
            return Part(technical ? contract.TechnicalAmount.Fen : (contract.ContractValue ?? contract.TechnicalAmount).Fen);
        var sum = 0L;
        for (var i = 0; i < Item.Money.Count; i++)
        {
            var money = Item.Money[i];
            var month = money.Year * 12 + money.Month - 1;
            if (month >= fromMonth && month <= LastMonth)
                sum = checked(sum + (technical ? money.Technical : money.Amount).Fen);
        }
        return sum;
    }

    /// <summary>A declared fact in the unit of its type; unknown when it was not stated or has another type.</summary>
    public FactValue Stated(DeclaredFactRule rule)
    {
        if (!Declared.Stated.TryGetValue(rule.Name, out var value))
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
