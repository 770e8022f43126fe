using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Tests.Engine;

/// <summary>What the dates of a policy bound: its year, the date of the contract or that of the money.</summary>
public class PeriodTests
{
    private static readonly Policy Late = Some.SellerPolicy with { From = new(2026, 7, 1), To = new(2026, 12, 31) };

    private static readonly KnownContract Contract = Some.Contract with { SignedOn = new(2026, 7, 10) };

    [Theory]
    [InlineData(PeriodBounds.PolicyYear, true)]
    [InlineData(PeriodBounds.RegisteredOn, false)]
    [InlineData(PeriodBounds.SignedOn, true)]
    public void A_contract_counts_when_the_bounded_date_lies_in_the_period(PeriodBounds bounds, bool counts)
    {
        var item = Item(Late with { Bounds = bounds }, null);

        Assert.Equal(counts, item.Counts);
        Assert.Equal(counts ? [] : ["policy_period"], item.Unmet);
        var step = item.Steps.Single(s => s.Code == "policy_period");
        Assert.Equal(counts ? "met" : "not_met", step.Result);
        Assert.Contains(
            bounds switch
            {
                PeriodBounds.PolicyYear => "合同于2026年5月20日登记，不在政策施行期限内；本政策的施行期限只确定各年度适用的版本",
                PeriodBounds.RegisteredOn => "合同于2026年5月20日登记，不在政策施行期限内，不计入",
                _ => "合同于2026年7月10日签订，在政策施行期限内，符合要求",
            },
            step.Text.Zh,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Money_outside_the_period_is_named_and_does_not_count()
    {
        var policy = Late with
        {
            Bounds = PeriodBounds.ReceivedOn,
            Figures =
            [
                new ContractsFigure
                {
                    Id = "technical",
                    Article = "一",
                    Measure = Measure.Paid,
                },
            ],
        };
        var item = Item(policy, [Month(6, 300), Month(7, 200), Month(12, 100)]);

        Assert.Equal(300_00, item.Figures["technical"]);
        Assert.Contains(item.Steps, s => s.Code == "policy_period" && s.Result == "300.00");
    }

    private static MonthlyMoney Month(int month, decimal yuan) => new(2026, month, Yuan.Of(yuan), Yuan.Of(yuan));

    private static ItemResult Item(Policy policy, IReadOnlyList<MonthlyMoney>? money) =>
        Assessment.OfItem(policy, 2026, new(Contract, Some.University, BeneficiaryRole.Seller, money));
}
