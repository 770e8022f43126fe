using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Rules;

namespace TechTransfer.ContractRegistration.Tests.Rules;

public class RuleFileTests
{
    private static JsonObject File2026() => JsonNode.Parse(JsonSerializer.Serialize(Given.Rules2026, Json.Options))!.AsObject();

    private static string Message(Action<JsonObject> spoil)
    {
        var file = File2026();
        spoil(file);
        return Assert
            .Throws<RuleFileException>(() =>
                RuleSets.Check([RuleFiles.Parse<RuleSet>("new-2026.json", file.ToJsonString())], Given.Rules.Codes)
            )
            .Message;
    }

    [Fact]
    public void The_rule_sets_follow_each_other_without_a_gap()
    {
        Assert.Equal(["OLD-2000/2001", "NEW-2026"], Given.Rules.RuleSets.All.Select(r => r.Id));
        Assert.Equal("OLD-2000/2001", Given.Rules.RuleSets.InForceOn(new(2026, 2, 28)).Id);
        Assert.Equal("NEW-2026", Given.Rules.RuleSets.InForceOn(new(2026, 3, 1)).Id);
        Assert.Throws<RuleConflictException>(() => Given.Rules.RuleSets.InForceOn(new(2001, 7, 17)));
    }

    [Fact]
    public void The_new_rules_give_fifteen_and_thirty_working_days_and_draw_the_line_at_five_million_of_technology()
    {
        var rules = Given.Rules2026;

        Assert.Equal((DayType.Working, 15, 30), (rules.TimeLimits.DayType, rules.TimeLimits.Days, rules.TimeLimits.ExpertReviewDays));
        Assert.False(rules.LargeCases.Include(Yuan.Of(20_000_000), Yuan.Of(4_999_999.99m)));
        Assert.True(rules.LargeCases.Include(Yuan.Of(5_000_000), Yuan.Of(5_000_000)));
    }

    [Fact]
    public void All_sub_kinds_have_their_names_and_the_old_rules_counted_licences_as_transfers()
    {
        Assert.Equal(
            "D1 D2 T1 T2 T3 T4 T5 T6 T7 T8 L1 L2 L3 L4 L5 L6 C1 C2 C3 C4 S1 S2 S3",
            string.Join(' ', Given.Rules2026.SubKinds.Select(k => k.Code))
        );
        Assert.All(Given.Rules.RuleSets.All.SelectMany(r => r.SubKinds), k => Assert.True(k.Name is { Zh.Length: > 0, En.Length: > 0 }));
        Assert.Equal("T", Given.Rules.RuleSets.Pinned("OLD-2000/2001").SubKind("L1")!.Category);
        Assert.Equal("L", Given.Rules2026.SubKind("L1")!.Category);
    }

    [Theory]
    [InlineData(1, "5000012026000001")]
    [InlineData(999_999, "5000012026999999")]
    public void A_number_is_region_registrar_year_and_serial(long serial, string number) =>
        Assert.Equal(number, Given.Rules2026.RegistrationNumber.Format(new(2026, 6, 1), serial));

    [Fact]
    public void A_series_belongs_to_one_registrar_and_year()
    {
        Assert.Equal("500001-2026", Given.Rules2026.RegistrationNumber.Series(new(2026, 12, 31)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Given.Rules2026.RegistrationNumber.Format(new(2026, 1, 1), 1_000_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => Given.Rules2026.RegistrationNumber.Format(new(2026, 1, 1), 0));
    }

    [Fact]
    public void Everything_that_is_not_known_for_sure_says_so()
    {
        Assert.Equal(Confidence.Draft, Given.Rules2026.TimeLimits.Citation.Confidence);
        Assert.Equal(Confidence.Sample, Given.Rules2026.RegistrationNumber.Citation.Confidence);
        Assert.Equal(Confidence.Sample, Given.Rules2026.RegistrarOffice.Confidence);
        Assert.Equal(Confidence.Memory, Given.Rules.Codes["socioEconomicGoal"].Citation.Confidence);
    }

    [Fact]
    public void A_faulty_rule_file_is_named_with_the_place_of_its_fault()
    {
        Assert.StartsWith("NEW-2026 timeLimits.days", Message(f => f["timeLimits"]!["days"] = 0), StringComparison.Ordinal);
        Assert.StartsWith("NEW-2026 to", Message(f => f["to"] = "2020-01-01"), StringComparison.Ordinal);
        Assert.StartsWith("NEW-2026 subKinds[0].code", Message(f => f["subKinds"]![0]!["code"] = "Q7"), StringComparison.Ordinal);
        Assert.StartsWith("NEW-2026 subKinds: holds D1 twice", Message(f => f["subKinds"]![1]!["code"] = "D1"), StringComparison.Ordinal);
        Assert.StartsWith("NEW-2026 papers[2].kinds", Message(f => f["papers"]![2]!["kinds"]![0] = "Q7"), StringComparison.Ordinal);
        Assert.StartsWith(
            "NEW-2026 refusalReasons[0].name",
            Message(f => f["refusalReasons"]![0]!["name"]!["en"] = ""),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "NEW-2026 otherContractHints[2].costLineType",
            Message(f => f["otherContractHints"]![2]!["costLineType"] = "gold"),
            StringComparison.Ordinal
        );
        Assert.StartsWith("new-2026.json $.largeCases.basis", Message(f => f["largeCases"]!["basis"] = "mood"), StringComparison.Ordinal);
        Assert.Contains("papers", Message(f => f.Remove("papers")), StringComparison.Ordinal);
        Assert.Contains("surprise", Message(f => f["surprise"] = 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Rule_sets_that_overlap_or_leave_a_gap_are_refused()
    {
        var old = Given.Rules.RuleSets.Pinned("OLD-2000/2001");

        Assert.Throws<RuleFileException>(() => RuleSets.Check([old with { To = new(2026, 3, 1) }, Given.Rules2026], Given.Rules.Codes));
        Assert.Throws<RuleFileException>(() => RuleSets.Check([old with { To = new(2026, 2, 27) }, Given.Rules2026], Given.Rules.Codes));
        Assert.Throws<RuleFileException>(() => RuleSets.Check([old with { To = null }, Given.Rules2026], Given.Rules.Codes));
    }

    [Fact]
    public void The_code_tables_of_the_first_cut_are_there()
    {
        string[] tables =
        [
            "country",
            "currency",
            "industry",
            "ipKind",
            "kind",
            "partyKind",
            "paymentMode",
            "planSource",
            "region",
            "socioEconomicGoal",
            "technicalField",
            "valueStatus",
        ];

        Assert.Equal(tables, Given.Rules.Codes.All.Select(t => t.Name).Order());
        Assert.Equal(11, Given.Rules.Codes["technicalField"].Codes.Count);
        Assert.Equal(13, Given.Rules.Codes["socioEconomicGoal"].Codes.Count);
        Assert.Equal(
            (20, 97),
            (
                Given.Rules.Codes["industry"].Codes.Count(c => c.Parent is null),
                Given.Rules.Codes["industry"].Codes.Count(c => c.Parent is not null)
            )
        );
        Assert.Equal("重庆市", Given.Rules.Codes["region"].Find("500000", Given.Today)!.Name.Zh);
    }

    [Fact]
    public void Tables_of_closed_words_and_the_words_themselves_agree()
    {
        Assert.Equal(Words<PaymentMode>(), Given.Rules.Codes["paymentMode"].Codes.Select(c => c.Value).Order());
        Assert.Equal(Words<ValueStatus>(), Given.Rules.Codes["valueStatus"].Codes.Select(c => c.Value).Order());

        static IEnumerable<string> Words<T>()
            where T : struct, Enum => Enum.GetValues<T>().Select(v => Json.Write(v).Trim('"')).Order();
    }

    [Fact]
    public void A_code_holds_from_its_first_day_to_its_last()
    {
        var kinds = Given.Rules.Codes["kind"];
        Assert.Null(kinds.Find("L1", new(2020, 12, 31)));
        Assert.NotNull(kinds.Find("L1", new(2021, 1, 1)));

        var table = kinds with { Codes = [new("A", new("甲", "a"), To: new(2025, 1, 1)), new("A", new("乙", "b"), From: new(2025, 1, 2))] };
        Assert.Equal(("甲", "乙"), (table.Find("A", new(2025, 1, 1))!.Name.Zh, table.Find("A", new(2025, 1, 2))!.Name.Zh));
    }

    [Fact]
    public void A_faulty_code_table_is_named_with_the_place_of_its_fault()
    {
        var kinds = Given.Rules.Codes["kind"];

        Assert.Equal(
            "kind codes[0].value: A is listed twice for the same days.",
            Fault([new("A", new("甲", "a")), new("A", new("乙", "b"), From: new(2025, 1, 2))])
        );
        Assert.Equal("kind codes[0].name: needs zh and en.", Fault([new("A", new("甲", ""))]));
        Assert.Equal("kind codes[0].parent: B is not in the table.", Fault([new("A", new("甲", "a"), Parent: "B")]));
        Assert.Equal("kind codes: holds none.", Fault([]));

        string Fault(Code[] codes) => Assert.Throws<RuleFileException>(() => CodeTables.Check([kinds with { Codes = codes }])).Message;
    }
}
