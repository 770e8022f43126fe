using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class ExaminationAidsTests
{
    private static ContractView View(Contract state, Caller caller) => ContractView.Of(state, caller, 1, Given.Rules, Given.Today);

    [Fact]
    public void A_contract_names_its_filer_with_the_contact()
    {
        var seller = Given.Submitted().Content.Sellers[0];

        Assert.Equal(
            new FilerView(seller.Uscc!, seller.Name, seller.Contact, seller.Phone),
            View(Given.Submitted(), Given.RegistrarA).Filer
        );
        Assert.Equal(new FilerView(seller.Uscc!, seller.Name, null, null), View(Given.Submitted(), Given.Caller("company-e1")).Filer);
    }

    [Fact]
    public void Required_attachments_show_what_is_missing()
    {
        var state = Given.Drafted();
        state = state with { Attachments = [.. state.Attachments.Where(a => a.Kind != "costList")] };

        Assert.Equal(
            [("contract", true), ("costList", false)],
            View(state, Given.Filer).RequiredAttachments!.Select(a => (a.Kind, a.Attached)).Where(a => a.Kind is "contract" or "costList")
        );
        Assert.Null(View(Given.Registered(), Given.Filer).RequiredAttachments);
    }

    [Fact]
    public void The_technical_amount_by_the_cost_lines_shows_until_the_assessment()
    {
        Assert.Equal(Yuan.Of(960_000), View(Given.Drafted(), Given.Filer).ComputedTechnicalAmount);
        Assert.Equal(Yuan.Of(960_000), View(Given.Accepted(), Given.RegistrarB).ComputedTechnicalAmount);
        Assert.Null(View(Given.UnderReview(), Given.RegistrarB).ComputedTechnicalAmount);
    }

    [Fact]
    public void The_recognition_tests_of_the_kind_show_with_their_answers()
    {
        string[] tests = ["clearGoal", "notYetMastered", "novelty", "notRoutine"];

        Assert.Equal(
            tests.Select(t => (t, (bool?)null)),
            View(Given.Accepted(), Given.RegistrarB).RecognitionTests!.Select(t => (t.Code, t.Met))
        );
        Assert.Equal(
            tests.Select(t => (t, (bool?)true)),
            View(Given.UnderReview(), Given.RegistrarB).RecognitionTests!.Select(t => (t.Code, t.Met))
        );
    }

    [Fact]
    public void A_contract_is_not_registered_before_every_recognition_test_is_answered()
    {
        var state = Given.UnderReview();
        state = state with { Assessment = state.Assessment! with { Checks = [.. state.Assessment.Checks.Skip(1)] } };

        var problem = Register.Decide(state, Given.RegistrarB, Given.Rules, Given.Now).Problem!;

        Assert.Equal("tests_open", problem.Kind.Code);
        Assert.Contains(Given.Rules2026.TestsOf("D1")[0].Name.Zh, problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_under_examination_shows_the_same_for_its_own_content()
    {
        var version = View(Given.Changing(ContractStatus.Accepted), Given.RegistrarB).PendingChange!.Version;

        Assert.Equal(Yuan.Of(910_000), version.ComputedTechnicalAmount);
        Assert.All(version.RequiredAttachments!, a => Assert.True(a.Attached));
        Assert.NotEmpty(version.RecognitionTests!);
    }
}
