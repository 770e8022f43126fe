using System.Text.Json;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine.Compiled;

/// <summary>What conditions and amounts look at while one contract, or one beneficiary's year, is worked out.</summary>
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

    /// <summary>One contract.</summary>
    public Scope(CompiledPolicy policy, int year, ItemFacts item)
        : this(policy, year, item.Party)
    {
        Item = item;
        (parties, place) = PlaceOf(item);
    }

    /// <summary>A year.</summary>
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

    /// <summary>By slot; see <see cref="CompiledPolicy"/>.</summary>
    public long[] Figures { get; }

    /// <summary>Slots of figures that cannot be known; null when there is none.</summary>
    public bool[]? Unknown { get; private set; }

    /// <summary>Months count as year × 12 + (month − 1).</summary>
    public int FirstMonth { get; }
    public int LastMonth => FirstMonth + 11;

    /// <summary>How many parties share the contract on the beneficiary's side.</summary>
    public int Parties => parties;

    public void SetUnknown(int slot) => (Unknown ??= new bool[Figures.Length])[slot] = true;

    /// <summary>This party's part of an amount of the whole contract.</summary>
    public long Part(long fen) => parties == 1 ? fen : Yuan.FromFen(fen).SplitByLargestRemainder(Ones(parties))[place].Fen;

    public long PaidInYear() => Paid(FirstMonth, technical: false);

    public long PaidToDate() => Paid(int.MinValue, technical: false);

    public FactValue PaidShare() =>
        Item!.Contract.ContractValue is { } value ? FactValue.Share(PaidToDate(), Part(value.Fen))
        : Item.Money is null ? FactValue.Share(1, 1)
        : default;

    /// <summary>The party's money from a month up to the end of the policy year.</summary>
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

    /// <summary>A declared fact in its type's unit; unknown when nobody stated it or what was stated is of another type.</summary>
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

    /// <summary>Whose part takes the left-over fen goes by credit code, then name, so that the order in which parties are written does not
    /// matter.</summary>
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
