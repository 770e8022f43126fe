using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Tests.Engine;

/// <summary>
/// Random policies of every form, and random years for them. Amounts are small, so that thresholds, caps and minimums are often reached and
/// single fen matter.
/// </summary>
internal sealed class RandomPolicies(int seed, bool monotone = false)
{
    private static readonly string[] Kinds = ["D1", "T1", "T3", "L1", "S1", "C1"];
    private readonly Random random = new(seed);

    public const int Year = 2026;

    public JsonObject Policy()
    {
        var figures = new List<string>
        {
            Figure("a", Pick("technicalAmount", "contractValue", "count", "paid", "paidTechnical"), anyWindow: true),
            Figure("b", Pick("technicalAmount", "paid", "paidTechnical"), anyWindow: Maybe()),
            Figure("n", "count", anyWindow: false),
            """{ "kind": "growth", "id": "g", "of": "b", "article": "乙" }""",
            $$"""{ "kind": "excess", "id": "e", "of": "{{Pick("b", "g")}}", "above": {{Yuan(1, 500)}}, "article": "乙" }""",
            $$"""
                { "kind": "declared", "id": "d", "fact": "rdSpend"{{(Maybe() ? ", \"less\": \"rdSpendBefore\"" : "")}}, "article": "乙" }
                """,
        };
        var clauses = Enumerable
            .Range(1, random.Next(1, 4))
            .Select(i => (Number: i, Amount: Amount(0, inContract: false)))
            .ToList()
            .Select(c =>
                $$"""
                    { "id": "c{{c.Number}}", "article": "丙"{{(
                        c.Number > 1 && !monotone && Maybe() ? ", \"excludedBy\": [ \"c1\" ]" : ""
                    )}},
                      "when": [ {{(
                        (c.Amount.Contains("\"of\"", StringComparison.Ordinal) || c.Amount.Contains("\"by\"", StringComparison.Ordinal))
                        && (monotone || random.Next(3) > 0)
                            ? ""
                            : OfYear(0)
                    )}} ], "amount": {{c.Amount}} }
                    """
            );
        var minimum = Maybe() ? random.Next(1, 20_000) : 0;
        var cap = Maybe() ? minimum + random.Next(1, 50_000) : 0;
        var json = $$"""
            {
              "id": "random", "version": 1, "from": "2020-01-01", "sample": true, "name": { "zh": "随机", "en": "random" },
                "note": { "zh": "随机", "en": "random" },
              "citation": { "instrument": "随机", "article": "", "confidence": "sample" }, "beneficiary": "{{Pick(
                "seller",
                "buyer"
            )}}", "yearShift": {{Pick("0", "0", "-1", "3")}},
              "eligibility": [ {{(
                monotone ? ""
                : random.Next(3) > 0 ? ""
                : OfYear(0)
            )}} ],
              "counts": [ {{List(2, () => OfContract(0))}} ],
              "figures": [ {{string.Join(", ", figures)}} ], "base": "b",
              "clauses": [ {{string.Join(", ", clauses)}} ], "combination": "{{(
                monotone ? Pick("sum", "bestOf") : Pick("sum", "bestOf", "first")
            )}}"
              {{(cap > 0 ? $", \"cap\": {{ \"amount\": {Fen(cap)}, \"article\": \"丁\" }}" : "")}}
              {{(minimum > 0 ? $", \"minimumPayout\": {{ \"amount\": {Fen(minimum)}, \"article\": \"丁\" }}" : "")}}
            }
            """;
        var policy = JsonNode.Parse(json)!.AsObject();
        for (var i = 0; i < 4; i++)
        {
            var text = policy.ToJsonString();
            foreach (
                var figure in policy["figures"]!
                    .AsArray()
                    .Where(f => !Regex.IsMatch(text, $"\"(of|by|base)\":\"{f!["id"]}\"|(figure|growth)\\.{f["id"]}\""))
                    .ToList()
            )
                policy["figures"]!.AsArray().Remove(figure);
        }
        return policy;
    }

    public (KnownContract Contract, IReadOnlyList<MonthlyMoney> Money) Contract(PartyFacts party, string role)
    {
        var side = Enumerable
            .Range(0, random.Next(0, 3))
            .Select(i => Party($"P{i * 2}"))
            .Append(party)
            .OrderBy(_ => random.Next())
            .ToArray();
        PartyFacts[] other = [.. Enumerable.Range(0, random.Next(1, 3)).Select(i => Party($"Q{i}"))];
        var technical = random.Next(0, 100_000);
        return (
            new()
            {
                Kind = Pick(Kinds),
                Sellers = role == "seller" ? side : other,
                Buyers = role == "buyer" ? side : other,
                TechnicalAmount = Kernel.Money.Yuan.FromFen(technical),
                ContractValue = random.Next(5) == 0 ? null : Kernel.Money.Yuan.FromFen(technical + random.Next(0, 50_000)),
                ValueStatus = ValueStatus.Fixed,
                PaymentMode = Maybe() ? PaymentMode.Once : PaymentMode.Equity,
                RelatedParty = random.Next(4) == 0,
                UsedLocally = random.Next(3) switch
                {
                    0 => null,
                    1 => true,
                    _ => false,
                },
                RegisteredOn = random.Next(6) == 0 ? null : Day(),
                SignedOn = random.Next(6) == 0 ? null : Day(),
            },
            [
                .. Enumerable
                    .Range(0, random.Next(0, 5))
                    .Select(_ =>
                    {
                        var amount = random.Next(-20_000, 80_000);
                        return new MonthlyMoney(
                            random.Next(2024, 2028),
                            random.Next(1, 13),
                            Kernel.Money.Yuan.FromFen(amount),
                            Kernel.Money.Yuan.FromFen(amount / 2)
                        );
                    }),
            ]
        );
    }

    public PartyFacts Party(string uscc) =>
        new($"甲{uscc}", Pick("022", "150", "0141"), Maybe(), uscc, Maybe() ? Pick("500107", "340104") : null, "142");

    public Dictionary<string, JsonElement> Declared()
    {
        var all = JsonDocument.Parse(
            $$"""
            { "rdSpend": {{Yuan(0, 2_000)}}, "rdSpendBefore": {{Yuan(0, 2_000)}}, "awardRank": {{random.Next(0, 5)}},
              "rdIntensity": 0.0{{random.Next(0, 9)}}, "goodStanding": {{(Maybe() ? "true" : "false")}} }
            """
        );
        return all.RootElement.EnumerateObject().Where(_ => random.Next(4) > 0).ToDictionary(p => p.Name, p => p.Value);
    }

    public Dictionary<string, long>? YearBefore() =>
        random.Next(4) == 0
            ? null
            : new() { ["a"] = random.Next(0, 3) == 0 ? 0 : random.Next(0, 100_000), ["b"] = random.Next(0, 100_000) };

    public int Next(int below) => random.Next(below);

    private DateOnly Day() => new DateOnly(2024, 6, 1).AddMonths(random.Next(0, 40)).AddDays(random.Next(0, 28));

    private string Figure(string id, string measure, bool anyWindow)
    {
        var window = anyWindow
            ? Pick("", "", ", \"window\": \"toDate\"", $", \"window\": \"months\", \"months\": {random.Next(1, 30)}")
            : "";
        var by = measure is "paid" or "paidTechnical" ? "" : Pick("", ", \"by\": \"signedOn\"", ", \"by\": \"registeredOn\"");
        var where = random.Next(3) == 0 ? $", \"where\": {OfContract(1)}" : "";
        return $$"""{ "kind": "contracts", "id": "{{id}}", "measure": "{{measure}}"{{by}}{{window}}{{where}}, "article": "乙" }""";
    }

    private string Amount(int depth, bool inContract)
    {
        var extra =
            (Maybe() ? $", \"cap\": {Fen(random.Next(20_000, 60_000))}" : "")
            + (random.Next(4) == 0 ? $", \"floor\": {Fen(random.Next(1, 20_000))}" : "");
        var money = inContract ? "b" : Pick("b", "b", "g", "e", "d");
        var any = inContract ? Pick("b", "n") : Pick("b", "n", "a", "e", "g");
        var forms = monotone
            ? depth > 2
                ? 3
                : 6
            : depth > 2
                ? 4
                : 9;
        return random.Next(inContract || depth > 2 ? 0 : -1, inContract ? Math.Min(forms, 8) : forms) switch
        {
            -1 => $$"""{ "kind": "perContract", "each": {{WithFigure()}}{{extra}} }""",
            0 => $$"""{ "kind": "rate", "of": "{{money}}", "rate": {{Rate()}}{{extra}} }""",
            1 => $$"""{ "kind": "tiers", "of": "{{money}}", "tiers": [ {{Tiers()}} ]{{extra}} }""",
            2 => $$"""
                { "kind": "steps", "by": "{{any}}", "from": {{random.Next(1, 400)}}, "first": {{Yuan(0, 100)}},
                  "every": {{random.Next(50, 200)}}, "each": {{Yuan(1, 50)}}{{extra}} }
                """,
            3 when !monotone => $$"""{ "kind": "flat", "yuan": {{Yuan(1, 300)}}{{extra}} }""",
            4 or 5 or 3 => $$"""
                { "kind": "{{(monotone ? Pick("sum", "bestOf") : Pick("sum", "bestOf", "first"))}}",
                  "parts": [ {{Amount(depth + 1, inContract)}}, {{Amount(depth + 1, inContract)}} ]{{extra}} }
                """,
            _ => $$"""{ "kind": "bands", "by": "{{any}}", "bands": [ {{Bands(depth, inContract)}} ]{{extra}} }""",
        };

        string WithFigure()
        {
            for (; ; )
            {
                var each = Amount(depth + 1, inContract: true);
                if (each.Contains("\"of\"", StringComparison.Ordinal) || each.Contains("\"by\"", StringComparison.Ordinal))
                    return each;
            }
        }
    }

    private string Bands(int depth, bool inContract)
    {
        var (from, bands) = (random.Next(0, 100), new List<string>());
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var next = from + random.Next(1, 300);
            var below = i == 1 ? random.Next(5) == 0 : Maybe();
            bands.Add($$"""{ "from": {{from}}{{(below ? $", \"below\": {next}" : "")}}, "amount": {{Amount(depth + 1, inContract)}} }""");
            from = next;
        }
        return string.Join(", ", bands);
    }

    private string Tiers()
    {
        var (above, tiers) = (0L, new List<string>());
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            tiers.Add($$"""{ "above": {{Fen(above)}}, "rate": {{Rate()}} }""");
            above += random.Next(1, 30_000);
        }
        return string.Join(", ", tiers);
    }

    private string OfContract(int depth) =>
        Group(
            depth,
            OfContract,
            () =>
                Pick(
                    $$"""{ "fact": "contract.kind", "startsWith": [ "{{Pick("D", "T", "S1")}}", "L" ]{{Unknown()}} }""",
                    $$"""{ "fact": "contract.kind", "in": [ "D1", "{{Pick("T1", "C1")}}" ] }""",
                    """{ "fact": "contract.relatedParty", "is": false }""",
                    $$"""{ "fact": "contract.usedLocally", "is": {{Pick("true", "false")}}{{Unknown()}} }""",
                    """{ "fact": "contract.paymentMode", "is": "once" }""",
                    $$"""{ "fact": "contract.technicalAmount", "{{Pick("atLeast", "below")}}": {{Yuan(0, 900)}} }""",
                    $$"""{ "fact": "contract.value", "above": {{Yuan(0, 500)}}, "atMost": {{Yuan(600, 1_500)}}{{Unknown()}} }""",
                    $$"""{ "fact": "contract.registeredOn", "inYear": true{{Unknown()}} }""",
                    $$"""{ "fact": "contract.signedOn", "onOrAfter": "2025-0{{random.Next(1, 9)}}-15"{{Unknown()}} }""",
                    $$"""{ "fact": "contract.paidShare", "atLeast": 0.{{random.Next(1, 9)}}{{Unknown()}} }""",
                    $$"""{ "fact": "contract.paidInYear", "above": {{Yuan(0, 300)}} }""",
                    $$"""{ "fact": "contract.paidToDate", "atLeast": {{Yuan(0, 300)}} }""",
                    """{ "fact": "beneficiary.inZone", "is": true }""",
                    $$"""{ "fact": "buyers.kind", "startsWith": [ "{{Pick("15", "01")}}" ] }""",
                    $$"""{ "fact": "sellers.region", "startsWith": [ "50" ]{{Unknown()}} }"""
                )
        );

    private string OfYear(int depth) =>
        Group(
            depth,
            OfYear,
            () =>
                Pick(
                    $$"""{ "fact": "figure.b", "{{Pick("atLeast", "above", "below")}}": {{Yuan(0, 800)}} }""",
                    $$"""{ "fact": "figure.n", "atLeast": {{random.Next(0, 4)}} }""",
                    $$"""{ "fact": "figure.g", "above": {{Yuan(0, 300)}}{{Unknown()}} }""",
                    $$"""{ "fact": "figure.d", "atLeast": {{Yuan(0, 500)}}{{Unknown()}} }""",
                    $$"""{ "fact": "growth.b", "atLeast": 0.{{random.Next(0, 9)}}{{Unknown()}} }""",
                    $$"""{ "fact": "declared.goodStanding", "is": true{{Unknown()}} }""",
                    $$"""{ "fact": "declared.awardRank", "is": {{random.Next(0, 5)}}{{Unknown()}} }""",
                    $$"""{ "fact": "declared.rdIntensity", "atLeast": 0.03{{Unknown()}} }""",
                    """{ "fact": "beneficiary.kind", "startsWith": [ "0", "15" ] }"""
                )
        );

    private string Group(int depth, Func<int, string> part, Func<string> leaf)
    {
        var form = depth > 2 ? 9 : random.Next(10);
        var inner = form switch
        {
            0 => $$"""{ "all": [ {{part(depth + 1)}}, {{part(depth + 1)}} ]""",
            1 => $$"""{ "any": [ {{part(depth + 1)}}, {{part(depth + 1)}} ]""",
            2 or 3 => $$"""{ "not": {{part(depth + 1)}}""",
            _ => leaf()[..^1],
        };
        return inner + ", \"article\": \"甲\" }";
    }

    private string Unknown() => Pick("", ", \"ifUnknown\": \"met\"");

    private string Rate() => Pick($"0.{random.Next(0, 100):00}", $"0.{random.Next(0, 1_000_000):000000}");

    private string Yuan(int least, int most) => Fen(random.Next(least * 100, most * 100));

    private static string Fen(long fen) => (fen / 100m).ToString(CultureInfo.InvariantCulture);

    private string List(int most, Func<string> one) => string.Join(", ", Enumerable.Range(0, random.Next(0, most + 1)).Select(_ => one()));

    private bool Maybe() => random.Next(2) == 0;

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];
}
