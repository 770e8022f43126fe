using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Tests.Policies;

public class PolicyBookTests
{
    private static readonly Policy First = Some.SellerPolicy with { To = new(2026, 6, 30) };
    private static readonly Policy Second = Some.SellerPolicy with { Version = 2, From = new(2026, 7, 1) };

    [Fact]
    public void The_policies_of_contracts_that_apply_here_are_samples_for_both_sides()
    {
        var here = PolicyBook.Load().InForceOn(new(2026, 5, 20));
        Assert.All(here, p => Assert.True(p.Sample));
        Assert.All(here.Where(p => !p.LooksAtContracts()), p => Assert.Equal(BeneficiaryRole.Organisation, p.Beneficiary));
        var contracts = here.Where(p => p.LooksAtContracts()).ToList();
        Assert.Equal(
            [("sample-buyer", BeneficiaryRole.Buyer), ("sample-seller", BeneficiaryRole.Seller)],
            contracts.Select(p => (p.Id, p.Beneficiary))
        );
        Assert.All(
            contracts,
            p =>
            {
                Assert.Contains("示例", p.Name.Zh, StringComparison.Ordinal);
                Assert.Contains("示例", p.Citation.Instrument, StringComparison.Ordinal);
            }
        );
        Assert.DoesNotContain(Some.Book.InForceOn(new(2024, 12, 31)), p => p.LooksAtContracts());
    }

    [Theory]
    [InlineData("2024-12-31", null)]
    [InlineData("2025-01-01", 1)]
    [InlineData("2026-06-30", 1)]
    [InlineData("2026-07-01", 2)]
    [InlineData("2040-01-01", 2)]
    public void The_day_chooses_the_version(string day, int? version)
    {
        var book = new PolicyBook([Second, First]);
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(version, book.InForce("sample-seller", date)?.Version);
        Assert.Equal([1, 2], book.VersionsOf("sample-seller").Select(p => p.Version));
    }

    [Theory]
    [InlineData(2024, null)]
    [InlineData(2025, 1)]
    [InlineData(2026, 2)]
    [InlineData(2040, 2)]
    public void The_version_in_force_on_a_years_last_day_governs_the_year(int year, int? version) =>
        Assert.Equal(version, new PolicyBook([Second, First]).ForYear("sample-seller", year)?.Version);

    [Fact]
    public void The_last_version_within_a_year_governs_it_when_none_is_in_force_on_its_last_day() =>
        Assert.Equal(2, new PolicyBook([First, Second with { To = new(2026, 9, 30) }]).ForYear("sample-seller", 2026)?.Version);

    [Fact]
    public void A_shifted_year_has_its_own_last_day()
    {
        var shifted = Second with { YearShift = -1, From = new(2026, 12, 1) };
        Assert.Equal((new DateOnly(2025, 12, 1), new DateOnly(2026, 11, 30)), (shifted.YearStart(2026), shifted.YearEnd(2026)));
        Assert.Equal((2026, 2027), (shifted.YearOf(new(2026, 11, 30)), shifted.YearOf(new(2026, 12, 1))));
        Assert.Null(new PolicyBook([shifted]).ForYear("sample-seller", 2026));
        Assert.Equal(2, new PolicyBook([shifted]).ForYear("sample-seller", 2027)?.Version);
    }

    [Fact]
    public void A_policy_of_another_place_answers_only_by_its_id()
    {
        var book = new PolicyBook([Second with { Reference = true }]);
        Assert.Empty(book.ForYear(2027));
        Assert.Empty(book.InForceOn(new(2027, 1, 1)));
        Assert.NotNull(book.ForYear("sample-seller", 2027));
    }

    [Fact]
    public void Versions_that_overlap_are_refused()
    {
        Assert.Equal("from", Assert.Throws<PolicyFileException>(() => new PolicyBook([First with { To = null }, Second])).Path);
        Assert.Equal("from", Assert.Throws<PolicyFileException>(() => new PolicyBook([First with { To = new(2026, 7, 1) }, Second])).Path);
    }

    [Fact]
    public void The_same_version_twice_is_refused() =>
        Assert.Equal("version", Assert.Throws<PolicyFileException>(() => new PolicyBook([First, Second with { Version = 1 }])).Path);

    [Fact]
    public void A_policy_answers_with_the_version_that_stands_today_and_its_periods()
    {
        var book = new PolicyBook([First, Second]);
        var answer = PolicyAnswer.Of(book, "sample-seller", new(2026, 6, 30)).Value;
        Assert.Equal(1, answer.Policy.Version);
        Assert.Equal([new(1, First.From, First.To), new(2, Second.From, null)], answer.Versions);
        Assert.Equal(2, PolicyAnswer.Of(book, "sample-seller", new(2024, 1, 1)).Value.Policy.Version);
        Assert.Equal("not_found", PolicyAnswer.Of(book, "nowhere", new(2026, 6, 30)).Problem!.Kind.Code);
    }

    [Fact]
    public void A_policy_is_shown_as_its_file_says_it()
    {
        var json = Json.Write(PolicyAnswer.Of(Some.Book, "sample-buyer", new(2026, 6, 30)).Value);
        Assert.Contains(
            """{"not":{"fact":"beneficiary.kind","startsWith":["01"],"ifUnknown":"unmet"},"article":"第二条","ifUnknown":"unmet"}""",
            json,
            StringComparison.Ordinal
        );
        Assert.Contains("""{"kind":"rate","of":"technical","rate":0.05,"cap":100000}""", json, StringComparison.Ordinal);
        Assert.Contains("\"versions\":[{\"version\":1,\"from\":\"2025-01-01\"}]", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_line_says_what_it_is()
    {
        var line = PolicySummary.Of(Second);
        Assert.Equal(("sample-seller", 2, true, BeneficiaryRole.Seller), (line.Id, line.Version, line.Sample, line.Beneficiary));
        Assert.Equal((Second.From, null), (line.From, line.To));
    }
}
