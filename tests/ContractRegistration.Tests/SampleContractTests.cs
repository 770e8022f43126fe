using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Findings;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests;

public class SampleContractTests
{
    public static TheoryData<string> Registrable =>
        [.. SampleFiles.Contracts(Given.Today).Where(c => c.Assessment is not null).Select(c => c.Id)];

    public static TheoryData<string> Faulty =>
        [.. SampleFiles.Contracts(Given.Today).Where(c => c.Expected.Code is not null).Select(c => c.Id)];

    public static TheoryData<string> Doubtful =>
        [.. SampleFiles.Contracts(Given.Today).Where(c => c.Expected.Warning is not null).Select(c => c.Id)];

    [Fact]
    public void The_samples_hold_sixteen_contracts_and_thirteen_negative_ones()
    {
        var ids = SampleFiles.Contracts(Given.Today).Select(c => c.Id).ToArray();

        Assert.Equal([.. Enumerable.Range(1, 16).Select(i => $"C{i:00}"), .. Enumerable.Range(1, 13).Select(i => $"N{i}")], ids);
    }

    [Theory]
    [MemberData(nameof(Registrable))]
    public void A_sample_passes_the_check_with_its_technical_amount_and_no_finding(string id)
    {
        var sample = SampleFiles.Contract(id, Given.Today);

        var result = Precheck.Run(Given.Content(sample.Content), Given.Attachments(sample), Given.Rules, Given.Today);

        Assert.Empty(result.Findings);
        Assert.Equal(sample.Expected.TechnicalAmount, result.TechnicalAmount!.Value.Amount);
        Assert.Equal(sample.Expected.Large, result.Clock.ExpertReview);
    }

    [Theory]
    [MemberData(nameof(Registrable))]
    public void A_sample_runs_to_its_number_with_the_assessed_amount(string id)
    {
        var sample = SampleFiles.Contract(id, Given.Today);

        var registered = Given.Registered(id);

        Assert.Equal(ContractStatus.Registered, registered.Status);
        Assert.Equal("5000012026000001", registered.Number);
        Assert.Equal(Given.Today, registered.RegisteredOn);
        Assert.Equal(sample.Expected.TechnicalAmount, registered.Assessment!.TechnicalAmount.Amount);
    }

    // Amounts calculated by hand, as a check that does not rely on the sample file.
    [Theory]
    [InlineData("C01", 1_200_000, 960_000)]
    [InlineData("C02", 2_000_000, 2_000_000)]
    [InlineData("C03", 800_000, 800_000)]
    [InlineData("C04", 150_000, 150_000)]
    [InlineData("C05", 5_600_000, 4_000_000)]
    [InlineData("C06", 2_300_000, 2_300_000)]
    [InlineData("C07", 240_000, 240_000)]
    [InlineData("C08", 380_000, 380_000)]
    [InlineData("C09", 650_000, 560_000)]
    [InlineData("C10", 120_000, 102_000)]
    [InlineData("C11", 46_000, 46_000)]
    [InlineData("C12", 3_140_000, 2_355_000)]
    [InlineData("C13", 12_800_000, 8_000_000)]
    [InlineData("C14", 4_000_000, 4_000_000)]
    [InlineData("C15", 500_000, 440_000)]
    [InlineData("C16", 320_000, 320_000)]
    public void The_figures_are_those_of_the_field(string id, int value, int technical)
    {
        var registered = Given.Registered(id);

        Assert.Equal(Yuan.Of(value), registered.Content.ContractValue);
        Assert.Equal(Yuan.Of(technical), registered.Assessment!.TechnicalAmount);
    }

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_sample_is_refused_with_its_one_error(string id)
    {
        var sample = SampleFiles.Contract(id, Given.Today);

        var problem = Submit.Decide(Given.Drafted(id), Given.ReasonsOf(id), Given.FilerOf(id), Given.Rules, Given.Now).Problem;

        Assert.Equal(sample.Expected.Problem, problem!.Kind.Code);
        Assert.NotEmpty(problem.Errors);
        Assert.All(problem.Errors, error => Assert.Equal((sample.Expected.Code, sample.Expected.Path), (error.Code, error.Path)));
    }

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void A_doubtful_sample_is_filed_with_its_one_warning(string id)
    {
        var sample = SampleFiles.Contract(id, Given.Today);

        var filed = Given.Submitted(id);

        Assert.Equal(ContractStatus.Submitted, filed.Status);
        Assert.Equal(
            (sample.Expected.Warning, Severity.Warning, sample.Expected.Path),
            filed.Findings.Select(f => (f.Code, f.Severity, f.Path)).Single()
        );
    }

    [Fact]
    public void The_same_contract_again_takes_the_same_reservation()
    {
        Assert.Equal(Given.Submitted("C01").DuplicateKey, Given.Submitted("N8").DuplicateKey);
        Assert.Equal("duplicate_contract", SampleFiles.Contract("N8", Given.Today).Expected.Problem);
        Assert.Equal("duplicate_contract", Catalogue.DuplicateContract.Code);
    }

    [Fact]
    public void No_two_other_samples_are_duplicates()
    {
        var keys = SampleFiles.Contracts(Given.Today).Where(c => c.Id != "N8").Select(c => DuplicateKey.Of(Given.Content(c.Content)));

        Assert.Equal(keys.Count(), keys.Distinct().Count());
    }

    [Fact]
    public void No_sample_expires_whatever_the_day_of_the_run()
    {
        foreach (var today in (DateOnly[])[new(2026, 3, 31), new(2026, 12, 31), new(2028, 2, 29)])
        {
            foreach (var sample in SampleFiles.Contracts(today).Where(c => c.Assessment is not null))
            {
                Assert.Empty(Precheck.Run(Given.Content(sample.Content), Given.Attachments(sample), Given.Rules, today).Errors);
            }
        }
    }

    [Fact]
    public void Every_party_is_marked_as_made_up_and_has_a_genuine_code()
    {
        foreach (var key in (string[])["U1", "U2", "R1", "E1", "E2", "E3", "E4", "E5", "E6", "E7", "T1", "G1", "G2"])
        {
            var party = SampleFiles.Party(key);
            Assert.EndsWith("（虚构）", (string)party["name"]!, StringComparison.Ordinal);
            if (key != "E6")
                Assert.True(CreditCode.IsValid((string?)party["uscc"]), key);
        }
        Assert.All(SampleFiles.Users, u => Assert.EndsWith("（虚构）", u.DisplayName, StringComparison.Ordinal));
    }
}
