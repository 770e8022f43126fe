using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Tests.Policies;

public class PolicyBookTests
{
    private static readonly Policy First = Some.SellerPolicy with { To = new(2026, 6, 30) };
    private static readonly Policy Second = Some.SellerPolicy with { Version = 2, From = new(2026, 7, 1) };

    [Fact]
    public void The_policies_that_come_with_the_app_are_samples_for_both_sides()
    {
        Assert.Equal([("sample-buyer", BeneficiaryRole.Buyer), ("sample-seller", BeneficiaryRole.Seller)],
            PolicyBook.Load().InForceOn(new(2026, 5, 20)).Select(p => (p.Id, p.Beneficiary)));
        Assert.All(Some.Book.InForceOn(new(2026, 5, 20)), p =>
        {
            Assert.True(p.Sample);
            Assert.Contains("示例", p.Name.Zh, StringComparison.Ordinal);
            Assert.Contains("示例", p.Citation.Instrument, StringComparison.Ordinal);
        });
        Assert.Empty(Some.Book.InForceOn(new(2024, 12, 31)));
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
        Assert.Contains("""{"kind":"beneficiaryKindIsNot","noneOf":["01"],"article":"第二条"}""", json, StringComparison.Ordinal);
        Assert.Contains("""{"kind":"flatRate","rate":0.05,"article":"第六条第一款"}""", json, StringComparison.Ordinal);
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
