using TechTransfer.Kernel;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Rules;

public class CodeTableTests
{
    public static TheoryData<string> Tables() => new(Given.Rules.Codes.All.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Tables))]
    public void No_code_and_no_name_stands_twice_for_the_same_days(string name)
    {
        var codes = Given.Rules.Codes[name].Codes;
        Assert.Equal(codes.Count, codes.DistinctBy(c => (c.Value, c.From)).Count());
        Assert.Equal(codes.Count, codes.DistinctBy(c => (c.Name.Zh, c.Parent, c.From)).Count());
        Assert.Equal(
            codes.Count(c => c.NationalCode is not null),
            codes.Where(c => c.NationalCode is not null).DistinctBy(c => (c.NationalCode, c.From)).Count()
        );
        foreach (var same in codes.GroupBy(c => c.Value))
        {
            var periods = same.OrderBy(c => c.From ?? DateOnly.MinValue).ToArray();
            foreach (var (earlier, later) in periods.Zip(periods.Skip(1)))
                Assert.True(earlier.To < later.From, $"{name} {same.Key}");
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_code_without_its_national_one_says_why(string name)
    {
        var table = Given.Rules.Codes[name];
        Assert.All(
            table.Codes.Where(c => c.NationalCode is null),
            c => Assert.True((c.Remark ?? table.Remark) is { Zh.Length: > 0, En.Length: > 0 }, $"{name} {c.Value}")
        );
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_table_has_a_source_and_a_period(string name)
    {
        var table = Given.Rules.Codes[name];
        Assert.NotEmpty(table.Citation.Instrument);
        Assert.All(table.Codes, c => Assert.True(c.To is null || (c.From ?? table.From) <= c.To, $"{name} {c.Value}"));
        Assert.All(table.Codes.Where(c => c.Parent is not null), c => Assert.NotEqual(c.Value, c.Parent));
    }

    [Fact]
    public void The_technical_fields_stand_in_the_order_of_the_form() =>
        Assert.Equal(
            "电子信息 航空航天 先进制造 生物、医药和医疗器械 新材料及其应用 新能源与高效节能 环境保护与资源综合利用 核应用 农业 现代交通 城市建设与社会发展",
            string.Join(' ', Given.Rules.Codes["technicalField"].Codes.Select(c => c.Name.Zh))
        );

    [Fact]
    public void All_provinces_and_all_districts_of_Chongqing_are_there()
    {
        var regions = Given.Rules.Codes["region"].Codes;
        Assert.Equal(34, regions.Count(c => c.Parent is null));
        Assert.Equal(38, regions.Count(c => c.Parent == "500000"));
        Assert.All(regions, c => Assert.True(c.Value.Length == 6 && (c.Parent is null || c.Value[..2] == c.Parent[..2]), c.Value));
    }

    [Fact]
    public void Party_kinds_have_three_digits_or_a_fourth_for_legal_person_or_branch() =>
        Assert.All(
            Given.Rules.Codes["partyKind"].Codes,
            c => Assert.True(c.Value.Length == 3 || (c.Value.Length == 4 && c.Value[3] is '1' or '2' && c.Parent == c.Value[..3]), c.Value)
        );

    [Fact]
    public void Every_code_of_the_samples_is_in_its_table()
    {
        foreach (var sample in SampleFiles.Contracts(Given.Today).Where(s => s.Expected.Code != "unknown_code"))
        {
            var content = Given.Content(sample.Content);
            List<(string Table, string? Code)> used =
            [
                ("kind", content.Kind),
                ("technicalField", content.TechnicalField),
                ("ipKind", content.IpKind),
                ("planSource", content.PlanSource),
                ("industry", content.Industry),
                ("socioEconomicGoal", content.SocioEconomicGoal),
                ("currency", content.Currency),
                ("paymentMode", Json.Write(content.PaymentMode).Trim('"')),
                ("valueStatus", Json.Write(content.ValueStatus).Trim('"')),
                .. content.IpRights.Select(r => ("ipKind", (string?)r.Kind)),
                .. content
                    .AllParties()
                    .SelectMany(p =>
                        (IEnumerable<(string, string?)>)
                            [("partyKind", p.Party.Kind), ("region", p.Party.Region), ("country", p.Party.Country)]
                    ),
            ];
            Assert.All(
                used.Where(u => u.Code is not null),
                u => Assert.True(Given.Rules.Codes[u.Table].Find(u.Code!, Given.Today) is not null, $"{sample.Id} {u.Table} {u.Code}")
            );
        }
    }
}
