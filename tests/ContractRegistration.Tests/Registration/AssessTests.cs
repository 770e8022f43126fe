using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class AssessTests
{
    private static Problem? Refused(Func<AssessBody, AssessBody> change, string sample = "C05") =>
        Assess.Decide(Given.Accepted(sample), change(Given.AssessmentOf(sample)), Given.RegistrarB, Given.Rules, Given.Now).Problem;

    [Fact]
    public void The_amount_must_be_the_value_less_the_deductions()
    {
        var problem = Refused(a => a with { TechnicalAmount = Yuan.Of(4_000_000.01m) })!;

        Assert.Equal(
            ("checks_failed", "technical_amount_differs", "technicalAmount"),
            (problem.Kind.Code, problem.Errors[0].Code, problem.Errors[0].Path)
        );
    }

    [Fact]
    public void A_contract_without_technology_is_not_assessed_at_zero()
    {
        var problem = Refused(a =>
            a with
            {
                CostLines = [new("other", "全部", Yuan.Of(5_600_000), Reason: "全部为货款。")],
                TechnicalAmount = Yuan.Zero,
            }
        )!;

        Assert.Equal(("technical_amount_out_of_range", "technicalAmount"), (problem.Errors[0].Code, problem.Errors[0].Path));
    }

    [Fact]
    public void An_amount_below_zero_is_refused()
    {
        var problem = Refused(a =>
            a with
            {
                CostLines = [new("other", "超额", Yuan.Of(5_600_001), Reason: "货款。")],
                TechnicalAmount = Yuan.Of(-1),
            }
        )!;

        Assert.Equal("technical_amount_out_of_range", problem.Errors[0].Code);
    }

    [Theory]
    [InlineData(0, "costLines[0].type", "unknown_cost_line_type")]
    [InlineData(1, "costLines[0].amount", "cost_line_arithmetic")]
    [InlineData(2, "costLines[0].reasonableQuantity", "reasonable_quantity_unfit")]
    [InlineData(3, "costLines[0].reason", "reason_missing")]
    [InlineData(4, "costLines[0].deducted", "deduction_differs")]
    [InlineData(5, "costLines[1]", "item_missing")]
    [InlineData(6, "costLines[0].amount", "figure_out_of_range")]
    [InlineData(7, "kind", "unknown_kind")]
    [InlineData(8, "remarks", "text_unfit")]
    public void A_wrong_line_is_named(int fault, string path, string code)
    {
        var problem = Refused(a =>
            fault switch
            {
                0 => a with { CostLines = [a.CostLines[0] with { Type = "gold" }, a.CostLines[1]] },
                1 => a with { CostLines = [a.CostLines[0] with { Amount = Yuan.Of(2_100_001) }, a.CostLines[1]] },
                2 => a with { CostLines = [a.CostLines[0] with { ReasonableQuantity = 4 }, a.CostLines[1]] },
                3 => a with { CostLines = [a.CostLines[0] with { Reason = null }, a.CostLines[1]] },
                4 => a with { CostLines = [a.CostLines[0] with { Deducted = Yuan.Of(1) }, a.CostLines[1]] },
                5 => a with { CostLines = [a.CostLines[0], null!] },
                6 => a with { CostLines = [a.CostLines[0] with { Amount = Yuan.Of(2_000_000_000_000) }, a.CostLines[1]] },
                7 => a with { Kind = "X1" },
                _ => a with { Remarks = new string('长', 2001) },
            }
        )!;

        Assert.Equal("checks_failed", problem.Kind.Code);
        Assert.Equal((path, code), (problem.Errors[0].Path, problem.Errors[0].Code));
    }

    [Fact]
    public void Registrar_may_assess_another_kind_than_filed()
    {
        var state = Assess
            .Decide(
                Given.Accepted("C09"),
                Given.AssessmentOf("C09") with
                {
                    Kind = "C4",
                    Checks = Given.TestsMet("C4"),
                },
                Given.RegistrarB,
                Given.Rules,
                Given.Now
            )
            .Value.State;

        Assert.Equal("C4", state.Kind);
        Assert.Equal("S1", state.Content.Kind);
    }

    [Fact]
    public void While_the_price_is_open_the_amount_is_zero()
    {
        var content = Given.Content("C06") with
        {
            ContractValue = null,
            ValueStatus = ValueStatus.Undetermined,
            PaymentMode = PaymentMode.Royalty,
        };
        var drafted = Replace.Decide(Given.Drafted("C06"), content, Given.FilerOf("C06"), Given.Rules, Given.Now).Value.State;
        var submitted = Submit.Decide(drafted, Given.ReasonsFor(drafted), Given.FilerOf("C06"), Given.Rules, Given.Now).Value.State;
        var accepted = Accept.Decide(submitted, Given.RegistrarA, Given.Rules, Given.Now).Value.State;

        var assessed = Assess.Decide(accepted, new("L1", [], Yuan.Zero), Given.RegistrarB, Given.Rules, Given.Now).Value.State;

        Assert.Equal("value_undetermined", submitted.Findings.Single().Code);
        Assert.Equal(Yuan.Zero, assessed.Assessment!.TechnicalAmount);
    }

    [Fact]
    public void Every_step_of_the_amount_is_explained()
    {
        var steps = Given.UnderReview("C05").Assessment!.Steps;

        Assert.Equal(["reasonable_quantity_kept", "cost_line_deducted", "technical_amount"], steps.Select(s => s.Code));
        Assert.Equal(["1,400,000.00", "200,000.00", "4,000,000.00"], steps.Select(s => s.Result));
        Assert.Equal("1", steps[0].Inputs["reasonableQuantity"]);
        Assert.All(steps, s => Assert.NotNull(s.Citation));
    }
}
