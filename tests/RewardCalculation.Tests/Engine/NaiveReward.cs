using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Tests.Engine;

/// <summary>
/// A second, simple implementation of the policy language after docs/policy-language.md, for comparison. Works on the JSON itself,
/// calculates in decimal fen, and sums everything again for each question.
/// </summary>
internal sealed class NaiveReward(
    JsonObject policy,
    int year,
    PartyFacts party,
    IReadOnlyList<(KnownContract Contract, IReadOnlyList<MonthlyMoney> Money)> contracts,
    IReadOnlyDictionary<string, long>? yearBefore,
    IReadOnlyDictionary<string, JsonElement> declared
)
{
    private static readonly Dictionary<string, string> DeclaredTypes = new()
    {
        ["rdSpend"] = "money",
        ["rdSpendBefore"] = "money",
        ["awardRank"] = "count",
        ["rdIntensity"] = "rate",
        ["goodStanding"] = "flag",
    };

    private DateOnly Start => new DateOnly(year, 1, 1).AddMonths((int?)policy["yearShift"] ?? 0);

    private DateOnly End => Start.AddYears(1).AddDays(-1);

    public (bool Eligible, long Amount, long Base) Work()
    {
        var eligible = Conditions("eligibility", policy).All(c => Holds(c, true, null));
        var amounts = new Dictionary<string, long>();
        var clauses = policy["clauses"]!.AsArray().Select(c => c!.AsObject()).ToList();
        long Of(JsonObject clause)
        {
            var id = (string)clause["id"]!;
            if (amounts.TryGetValue(id, out var known))
                return known;
            var shut = (clause["excludedBy"]?.AsArray() ?? []).Any(other =>
                Of(clauses.Single(c => (string)c["id"]! == (string)other!)) > 0
            );
            return amounts[id] =
                shut || !Conditions("when", clause).All(c => Holds(c, true, null)) ? 0 : Round(Earned(clause["amount"]!.AsObject(), null));
        }
        var all = clauses.Select(Of).ToList();
        var total = (string?)policy["combination"] switch
        {
            "bestOf" => all.Max(),
            "first" => all.FirstOrDefault(a => a > 0),
            _ => all.Sum(),
        };
        if (policy["minimumPayout"] is { } minimum && total < Fen(minimum["amount"]!))
            total = 0;
        if (policy["cap"] is { } cap)
            total = Math.Min(total, Fen(cap["amount"]!));
        return (eligible, eligible ? total : 0, policy["base"] is { } id ? Figure((string)id!, null) ?? 0 : 0);
    }

    // A figure of the year (contract is null) or of one contract; null when it is unknown.
    private long? Figure(string id, int? contract)
    {
        var figure = policy["figures"]!.AsArray().Select(f => f!.AsObject()).Single(f => (string)f["id"]! == id);
        switch ((string)figure["kind"]!)
        {
            case "contracts":
                if (contract is { } one)
                    return Adds(figure, one);
                return Enumerable.Range(0, contracts.Count).Sum(i => Adds(figure, i));
            case "growth":
                return yearBefore is null
                    ? null
                    : Math.Max(
                        0,
                        Figure((string)figure["of"]!, null)!.Value - Math.Max(0, yearBefore.GetValueOrDefault((string)figure["of"]!))
                    );
            case "excess":
                var of = (string)figure["of"]!;
                return Figure(of, null) is { } whole ? Math.Max(0, whole - Units((decimal)figure["above"]!, IsMoney(of))) : null;
            default:
                var (value, less) = (Stated((string)figure["fact"]!), figure["less"] is { } name ? Stated((string)name!) : 0);
                return value is null || less is null
                    ? null
                    : (long)(figure["less"] is null ? value.Value : Math.Max(0, value.Value - less.Value));
        }
    }

    private long Adds(JsonObject figure, int i)
    {
        if (!Conditions("counts", policy).All(c => Holds(c, true, i)))
            return 0;
        if (figure["where"] is { } where && !Holds(where.AsObject(), true, i))
            return 0;
        var (contract, money) = contracts[i];
        var from = (string?)figure["window"] switch
        {
            "toDate" => DateOnly.MinValue,
            "months" => End.AddDays(1).AddMonths(-(int)figure["months"]!),
            _ => Start,
        };
        var measure = (string)figure["measure"]!;
        if (measure is "paid" or "paidTechnical")
        {
            return money
                .Where(m => new DateOnly(m.Year, m.Month, 1) >= from && new DateOnly(m.Year, m.Month, 1) <= End)
                .Sum(m => measure == "paid" ? m.Amount.Fen : m.Technical.Fen);
        }
        var day = (string?)figure["by"] switch
        {
            "signedOn" => contract.SignedOn,
            "effectiveFrom" => contract.EffectiveFrom,
            _ => contract.RegisteredOn,
        };
        if (day is { } known && (known < from || known > End))
            return 0;
        return measure switch
        {
            "count" => 1,
            "technicalAmount" => Part(contract.TechnicalAmount.Fen, contract),
            _ => Part((contract.ContractValue ?? contract.TechnicalAmount).Fen, contract),
        };
    }

    private long Part(long fen, KnownContract contract)
    {
        var side = (string)policy["beneficiary"]! == "seller" ? contract.Sellers : contract.Buyers;
        var place = side.OrderBy(p => p.Uscc, StringComparer.Ordinal).ToList().IndexOf(party);
        return fen / side.Count + (place < fen % side.Count ? 1 : 0);
    }

    private decimal Earned(JsonObject amount, int? contract)
    {
        long Whole(JsonNode yuan) => contract is { } one ? Part(Fen(yuan), contracts[one].Contract) : Fen(yuan);
        var earned = Plain();
        if (amount["floor"] is { } floor && earned > 0)
            earned = Math.Max(earned, Whole(floor));
        if (amount["cap"] is { } cap)
            earned = Math.Min(earned, Whole(cap));
        return earned;

        decimal Plain()
        {
            var figure = (amount["of"] ?? amount["by"]) is { } name ? Figure((string)name!, contract) ?? 0 : 0;
            var isMoney = (amount["of"] ?? amount["by"]) is { } id && IsMoney((string)id!);
            switch ((string)amount["kind"]!)
            {
                case "flat":
                    return Whole(amount["yuan"]!);
                case "rate":
                    return Math.Max(0, figure) * (decimal)amount["rate"]!;
                case "tiers":
                    var (sum, rateBelow) = (0m, 0m);
                    foreach (var tier in amount["tiers"]!.AsArray())
                    {
                        sum += Math.Max(0, figure - Fen(tier!["above"]!)) * ((decimal)tier["rate"]! - rateBelow);
                        rateBelow = (decimal)tier["rate"]!;
                    }
                    return sum;
                case "bands":
                    var band = amount["bands"]!.AsArray().LastOrDefault(b => figure >= Units((decimal)b!["from"]!, isMoney));
                    return band is null || (band["below"] is { } end && figure >= Units((decimal)end!, isMoney))
                        ? 0
                        : Earned(band["amount"]!.AsObject(), contract);
                case "steps":
                    var (from, every) = (Units((decimal)amount["from"]!, isMoney), Units((decimal)amount["every"]!, isMoney));
                    if (figure < from)
                        return 0;
                    decimal bonus = Whole(amount["first"]!);
                    for (var next = from + every; next <= figure; next += every)
                        bonus += Whole(amount["each"]!);
                    return bonus;
                case "sum":
                    return Parts().Sum();
                case "bestOf":
                    return Parts().Max();
                case "first":
                    return Parts().FirstOrDefault(p => p > 0);
                default:
                    return Enumerable
                        .Range(0, contracts.Count)
                        .Where(i => Conditions("counts", policy).All(c => Holds(c, true, i)))
                        .Sum(i => (decimal)Round(Earned(amount["each"]!.AsObject(), i)));
            }
        }

        IEnumerable<decimal> Parts() => amount["parts"]!.AsArray().Select(p => Earned(p!.AsObject(), contract));
    }

    // Whether the condition has the value asked for; a "not" asks its inner condition for the opposite.
    private bool Holds(JsonObject condition, bool asked, int? contract)
    {
        if (condition["not"] is { } inner)
            return Holds(inner.AsObject(), !asked, contract);
        if ((condition["all"] ?? condition["any"]) is { } group)
        {
            var parts = group.AsArray().Select(c => Holds(c!.AsObject(), asked, contract)).ToList();
            return condition["all"] is not null == asked ? parts.All(p => p) : parts.Any(p => p);
        }
        var fact = ((string)condition["fact"]!).Split('.');
        List<object?> values = fact[0] switch
        {
            "contract" => [OfContract(fact[1], contract!.Value)],
            "beneficiary" => [OfParty(fact[1], party)],
            "sellers" => [.. contracts[contract!.Value].Contract.Sellers.Select(p => OfParty(fact[1], p))],
            "buyers" => [.. contracts[contract!.Value].Contract.Buyers.Select(p => OfParty(fact[1], p))],
            "declared" =>
            [
                DeclaredTypes[fact[1]] == "flag"
                    ? declared.TryGetValue(fact[1], out var flag)
                        ? flag.GetBoolean()
                        : null
                    : Stated(fact[1]) is { } stated
                        ? stated / Unit(DeclaredTypes[fact[1]])
                        : null,
            ],
            "figure" => [Figure(fact[1], null) is { } figure ? figure / (IsMoney(fact[1]) ? 100m : 1m) : null],
            _ =>
            [
                yearBefore is { } before && before.GetValueOrDefault(fact[1]) > 0
                    ? decimal.Truncate((Figure(fact[1], null)!.Value - before[fact[1]]) * 1_000_000m / before[fact[1]]) / 1_000_000m
                    : null,
            ],
        };
        return values.All(v => v is null ? (string?)condition["ifUnknown"] == "met" : Compares(condition, v) == asked);
    }

    private bool Compares(JsonObject c, object value) =>
        value switch
        {
            bool flag => flag == (bool)c["is"]!,
            DateOnly day => c["inYear"] is not null
                ? day >= Start && day <= End
                : (c["onOrAfter"] is not { } after || day >= DateOnly.Parse((string)after!, null))
                    && (c["onOrBefore"] is not { } until || day <= DateOnly.Parse((string)until!, null)),
            string word => c["is"] is { } same ? word == (string)same!
            : c["in"] is { } list ? list.AsArray().Any(w => (string)w! == word)
            : c["startsWith"]!.AsArray().Any(w => word.StartsWith((string)w!, StringComparison.Ordinal)),
            decimal number => (c["is"] is not { } exact || number == (decimal)exact!)
                && (c["atLeast"] is not { } least || number >= (decimal)least!)
                && (c["above"] is not { } above || number > (decimal)above!)
                && (c["atMost"] is not { } most || number <= (decimal)most!)
                && (c["below"] is not { } below || number < (decimal)below!),
            _ => throw new InvalidOperationException(),
        };

    private object? OfContract(string name, int i)
    {
        var (c, money) = contracts[i];
        long Paid(DateOnly from) =>
            money.Where(m => new DateOnly(m.Year, m.Month, 1) >= from && new DateOnly(m.Year, m.Month, 1) <= End).Sum(m => m.Amount.Fen);
        return name switch
        {
            "kind" => c.Kind,
            "relatedParty" => c.RelatedParty,
            "usedLocally" => c.UsedLocally,
            "paymentMode" => c.PaymentMode.Word(),
            "technicalAmount" => c.TechnicalAmount.Amount,
            "value" => c.ContractValue?.Amount,
            "registeredOn" => c.RegisteredOn,
            "signedOn" => c.SignedOn,
            "paidInYear" => Paid(Start) / 100m,
            "paidToDate" => Paid(DateOnly.MinValue) / 100m,
            "paidShare" => c.ContractValue is { } value && Part(value.Fen, c) > 0
                ? decimal.Truncate(Paid(DateOnly.MinValue) * 1_000_000m / Part(value.Fen, c)) / 1_000_000m
                : null,
            _ => throw new InvalidOperationException(name),
        };
    }

    private static object? OfParty(string name, PartyFacts party) =>
        name switch
        {
            "kind" => party.Kind,
            "inZone" => party.InZone,
            _ => party.Region,
        };

    private decimal? Stated(string name) =>
        declared.TryGetValue(name, out var value) ? value.GetDecimal() * Unit(DeclaredTypes[name]) : null;

    private bool IsMoney(string id)
    {
        var figure = policy["figures"]!.AsArray().Single(f => (string)f!["id"]! == id)!;
        return (string)figure["kind"]! switch
        {
            "contracts" => (string)figure["measure"]! != "count",
            "declared" => DeclaredTypes[(string)figure["fact"]!] == "money",
            _ => IsMoney((string)figure["of"]!),
        };
    }

    private static decimal Unit(string type) =>
        type switch
        {
            "money" => 100,
            "rate" => 1_000_000,
            _ => 1,
        };

    private static long Units(decimal number, bool isMoney) => (long)(number * (isMoney ? 100 : 1));

    private static long Fen(JsonNode yuan) => (long)((decimal)yuan * 100);

    private static long Round(decimal fen) => (long)(fen < 0 ? -decimal.Floor(-fen + 0.5m) : decimal.Floor(fen + 0.5m));

    private static IEnumerable<JsonObject> Conditions(string name, JsonObject of) => (of[name]?.AsArray() ?? []).Select(c => c!.AsObject());
}
