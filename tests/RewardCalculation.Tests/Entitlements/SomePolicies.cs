using System.Text.Json.Nodes;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Tests.Entitlements;

internal static class SomePolicies
{
    /// <summary>1% of the money received in the year.</summary>
    public static string Received =>
        Text(
            "received",
            1,
            """[{ "kind": "contracts", "id": "money", "measure": "paid", "article": "一" }]""",
            """{ "kind": "rate", "of": "money", "rate": 0.01 }"""
        );

    /// <summary>1% of all money received up to the end of the year.</summary>
    public static string ToDate =>
        Text(
            "to-date",
            1,
            """[{ "kind": "contracts", "id": "money", "measure": "paid", "window": "toDate", "article": "一" }]""",
            """{ "kind": "rate", "of": "money", "rate": 0.01 }"""
        );

    /// <summary>1% of the money received in the 24 months up to the end of the policy year, which begins in December.</summary>
    public static string TwoYears
    {
        get
        {
            var policy = JsonNode.Parse(
                Text(
                    "two-years",
                    1,
                    """[{ "kind": "contracts", "id": "money", "measure": "paid", "window": "months", "months": 24, "article": "一" }]""",
                    """{ "kind": "rate", "of": "money", "rate": 0.01 }"""
                )
            )!;
            policy["yearShift"] = -1;
            return policy.ToJsonString();
        }
    }

    /// <summary>10% of the growth of the registered technical amount.</summary>
    public static string Growth =>
        Text(
            "growth",
            1,
            """
            [{ "kind": "contracts", "id": "technical", "measure": "technicalAmount", "article": "一" },
              { "kind": "growth", "id": "more", "of": "technical", "article": "一" }]
            """,
            """{ "kind": "rate", "of": "more", "rate": 0.1 }""",
            basedOn: "more"
        );

    /// <summary>5% of the declared R&amp;D spend of organisations in good standing; no contract is needed.</summary>
    public static string Spend =>
        Text(
            "spend",
            1,
            """[{ "kind": "declared", "id": "spend", "fact": "rdSpend", "article": "一" }]""",
            """{ "kind": "rate", "of": "spend", "rate": 0.05 }""",
            basedOn: "spend",
            eligibility: """[{ "fact": "declared.goodStanding", "is": true, "article": "二" }]"""
        );

    public static string Rate(int version, decimal rate, string from = "2025-01-01", string id = "rate") =>
        Text(
            id,
            version,
            """[{ "kind": "contracts", "id": "technical", "measure": "technicalAmount", "article": "一" }]""",
            FormattableString.Invariant($$"""{ "kind": "rate", "of": "technical", "rate": {{rate}} }"""),
            from,
            "technical"
        );

    public static PolicyBook Book(params string[] texts) => new(texts.Select(t => PolicyFile.Read("test", t)));

    private static string Text(
        string id,
        int version,
        string figures,
        string amount,
        string from = "2025-01-01",
        string basedOn = "money",
        string eligibility = "[]"
    ) =>
        new JsonObject
        {
            ["id"] = id,
            ["version"] = version,
            ["from"] = from,
            ["sample"] = true,
            ["name"] = new JsonObject { ["zh"] = "示例", ["en"] = "Sample" },
            ["note"] = new JsonObject { ["zh"] = "示例数据", ["en"] = "Made up" },
            ["citation"] = new JsonObject
            {
                ["instrument"] = "《示例办法》",
                ["article"] = "",
                ["confidence"] = "sample",
            },
            ["beneficiary"] = "seller",
            ["eligibility"] = JsonNode.Parse(eligibility),
            ["figures"] = JsonNode.Parse(figures),
            ["base"] = basedOn,
            ["clauses"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "only",
                    ["article"] = "三",
                    ["amount"] = JsonNode.Parse(amount),
                }
            ),
        }.ToJsonString();
}
