using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Tests.Policies;

/// <summary>A policy that uses every part of the policy language.</summary>
internal static class Everything
{
    public const string Json = """
        {
          "id": "everything", "version": 1, "from": "2026-01-02", "to": "2027-12-31", "bounds": "signedOn", "sample": true, "reference": false,
          "name": { "zh": "示例奖励", "en": "An example" }, "note": { "zh": "示例。", "en": "An example." },
          "citation": { "instrument": "《示例办法》", "article": "", "confidence": "sample" },
          "beneficiary": "seller", "yearShift": -1,
          "declaredFacts": [ { "name": "newProducts", "type": "count", "title": { "zh": "新产品数量", "en": "New products" } },
            { "name": "park", "type": "word", "title": { "zh": "园区", "en": "Park" }, "words": [ "a", "b" ] },
            { "name": "firstUse", "type": "flag", "of": "contract", "title": { "zh": "首次应用", "en": "First use" } } ],
          "eligibility": [
            { "fact": "declared.newProducts", "atLeast": 3, "article": "甲" },
            { "any": [ { "fact": "declared.park", "in": [ "a", "b" ] }, { "all": [ { "fact": "figure.received", "above": 5 },
              { "fact": "growth.registered", "below": 0.5 } ] } ], "article": "甲" }
          ],
          "counts": [
            { "fact": "contract.relatedParty", "is": false, "article": "甲", "ifUnknown": "met", "code": "x", "text": { "zh": "无关联",
              "en": "unrelated" } },
            { "not": { "fact": "contract.kind", "startsWith": [ "S" ] }, "article": "甲" },
            { "fact": "contract.registeredOn", "inYear": true, "article": "甲" },
            { "fact": "contract.signedOn", "onOrAfter": "2026-01-01", "onOrBefore": "2026-06-30", "article": "甲" },
            { "fact": "contract.technicalAmount", "atLeast": 1, "atMost": 2000, "article": "甲" },
            { "fact": "contract.declared.firstUse", "is": true, "article": "甲" }
          ],
          "figures": [
            { "kind": "contracts", "id": "received", "measure": "paid", "window": "months", "months": 24, "article": "乙",
              "name": { "zh": "到账", "en": "Received" } },
            { "kind": "contracts", "id": "registered", "measure": "technicalAmount", "by": "signedOn", "where": { "fact": "contract.kind",
              "startsWith": [ "T" ] }, "article": "乙" },
            { "kind": "growth", "id": "growth", "of": "registered", "article": "乙" },
            { "kind": "excess", "id": "excess", "of": "registered", "above": 100, "article": "乙" },
            { "kind": "declared", "id": "increase", "fact": "rdSpend", "less": "rdSpendBefore", "article": "乙" }
          ],
          "base": "received",
          "clauses": [
            { "id": "one", "article": "丙", "name": { "zh": "一", "en": "one" }, "when": [ { "fact": "figure.growth", "above": 0,
              "article": "丙" } ],
              "amount": { "kind": "bands", "by": "registered", "cap": 900, "floor": 10, "article": "丁", "bands": [
                { "from": 10, "below": 100, "amount": { "kind": "flat", "yuan": 5 } },
                { "from": 100, "amount": { "kind": "sum", "parts": [ { "kind": "rate", "of": "excess", "rate": 0.1 },
                  { "kind": "tiers", "of": "growth", "tiers": [ { "above": 0, "upTo": 50, "rate": 0.1 },
                  { "above": 50, "rate": 0.2 } ] } ] } } ] } },
            { "id": "two", "article": "丙", "excludedBy": [ "one" ],
              "amount": { "kind": "bestOf", "parts": [ { "kind": "perContract", "each": { "kind": "rate", "of": "received", "rate": 0.1,
                "cap": 50 } }, { "kind": "first", "parts": [
                { "kind": "steps", "by": "increase", "from": 100, "first": 10, "every": 50, "each": 5 },
                  { "kind": "rate", "of": "received", "rate": 0.01 } ] } ] } }
          ],
          "combination": "bestOf",
          "cap": { "amount": 1000, "article": "戊" }, "minimumPayout": { "amount": 100, "article": "戊" },
          "ranking": { "by": "received", "article": "己", "places": [ { "upTo": 1, "share": 1 }, { "upTo": 3, "share": 0.5 },
            { "share": 0.3 } ] },
          "splits": [ { "id": "front", "name": { "zh": "一线", "en": "front line" }, "atLeast": 0.5, "article": "庚" },
            { "id": "team", "name": { "zh": "团队", "en": "team" }, "exactly": 0.2, "article": "庚" },
            { "id": "rest", "name": { "zh": "其他", "en": "rest" }, "atMost": 0.9, "article": "庚" } ],
          "staging": [ { "stage": "approval", "share": 0.4, "article": "辛" },
            { "stage": "yearly", "share": 0.6, "years": 3, "article": "辛" } ],
          "fundedBy": [ { "payer": { "zh": "市", "en": "city" }, "share": 0.5, "article": "壬" },
            { "payer": { "zh": "区", "en": "district" }, "share": 0.5, "article": "壬" } ],
          "exclusiveGroups": [ "group-a" ],
          "programme": { "id": "zone", "article": "癸", "capPerOrganisation": 500 },
          "budget": { "perYear": 100000, "article": "癸", "carryOver": true, "cut": "byDate", "roundTo": 10 },
          "process": { "application": { "opensOn": "03-01", "closesOn": "04-30", "article": "子" }, "noticeWorkingDays": 7,
            "requiredEvidence": [ "audit" ], "lateRefunds": "recover", "clawBack": [ "revoked" ],
            "remedy": { "zh": "可以自收到之日起六十日内向甲申请行政复议。", "en": "Apply to A for reconsideration within sixty days." } }
        }
        """;

    public static Policy Policy { get; } = PolicyFile.Read("everything", Json);
}
