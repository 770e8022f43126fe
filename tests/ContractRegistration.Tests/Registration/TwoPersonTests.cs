using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel.Decisions;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class TwoPersonTests
{
    private static readonly Caller AllRound = new(
        "all-round",
        "多岗人员（虚构）",
        new HashSet<Role> { Role.Registrar, Role.Approver },
        null
    );

    [Fact]
    public void Who_accepted_does_not_assess() =>
        Assert.Equal(
            "two_person_rule",
            Assess.Decide(Given.Accepted(), Given.AssessmentOf("C01"), Given.RegistrarA, Given.Rules, Given.Now).Problem?.Kind.Code
        );

    [Fact]
    public void Who_accepted_does_not_register() =>
        Assert.Equal("two_person_rule", Register.Decide(Given.UnderReview(), Given.RegistrarA, Given.Rules, Given.Now).Problem?.Kind.Code);

    [Fact]
    public void Who_assessed_may_register() =>
        Assert.Equal(
            ContractStatus.Decided,
            Register.Decide(Given.UnderReview(), Given.RegistrarB, Given.Rules, Given.Now).Value.State.Status
        );

    [Fact]
    public void The_approver_is_neither_the_one_who_accepted_nor_the_one_who_assessed()
    {
        var acceptedByHim = Given.UnderReview("C13") with { Accepted = new(AllRound.Subject, Given.Now) };
        var assessedByHim = Given.UnderReview("C13") with { Assessed = new(AllRound.Subject, Given.Now) };

        Assert.Equal("two_person_rule", Approve.Decide(acceptedByHim, AllRound, Given.Rules, Given.Now).Problem?.Kind.Code);
        Assert.Equal("two_person_rule", Approve.Decide(assessedByHim, AllRound, Given.Rules, Given.Now).Problem?.Kind.Code);
        Assert.Null(Approve.Decide(Given.UnderReview("C13"), AllRound, Given.Rules, Given.Now).Problem);
    }

    [Fact]
    public void Who_approved_does_not_register()
    {
        var approved = Approve.Decide(Given.UnderReview("C13"), AllRound, Given.Rules, Given.Now).Value.State;

        Assert.Equal("two_person_rule", Register.Decide(approved, AllRound, Given.Rules, Given.Now).Problem?.Kind.Code);
    }

    [Fact]
    public void The_sentence_names_both_steps()
    {
        var problem = Register.Decide(Given.UnderReview(), Given.RegistrarA, Given.Rules, Given.Now).Problem!;

        Assert.Equal("您已办理该事项的“受理”，“登记”须由其他人员办理；请移交其他人员。", problem.Message.Zh);
        Assert.Equal(
            "You have already carried out 'accept' for this contract, so another person must carry out 'register'. Reassign it to someone else.",
            problem.Message.En
        );
    }

    [Fact]
    public void After_a_correction_another_round_begins()
    {
        var returned = Return.Decide(Given.Accepted(), Given.ACorrection, Given.RegistrarA, Given.Rules, Given.Now).Value.State;
        var submitted = Submit.Decide(returned, Given.AnswersTo(returned), Given.Filer, Given.Rules, Given.Now).Value.State;
        var accepted = Accept.Decide(submitted, Given.RegistrarB, Given.Rules, Given.Now).Value.State;

        Assert.Null(Assess.Decide(accepted, Given.AssessmentOf("C01"), Given.RegistrarA, Given.Rules, Given.Now).Problem);
    }

    [Fact]
    public void A_large_contract_is_not_registered_without_an_approval()
    {
        var problem = Register.Decide(Given.UnderReview("C13"), Given.RegistrarB, Given.Rules, Given.Now).Problem!;

        Assert.Equal("approval_needed", problem.Kind.Code);
        Assert.Contains("技术交易额不低于5,000,000.00元", problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contract_below_the_line_needs_no_approval() =>
        Assert.Equal(
            "approval_not_needed",
            Approve.Decide(Given.UnderReview("C05"), Given.Approver, Given.Rules, Given.Now).Problem?.Kind.Code
        );

    [Fact]
    public void Nothing_is_approved_or_registered_before_it_is_assessed()
    {
        var referred = Refer.Decide(Given.Accepted("C13"), Given.RegistrarB, Given.Rules, Given.Now).Value.State;

        Assert.Equal("not_assessed", Approve.Decide(referred, Given.Approver, Given.Rules, Given.Now).Problem?.Kind.Code);
        Assert.Equal("not_assessed", Register.Decide(referred, Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code);
    }

    [Fact]
    public void A_new_assessment_voids_the_approval()
    {
        var approved = Approve.Decide(Given.UnderReview("C13"), Given.Approver, Given.Rules, Given.Now).Value.State;

        var again = Assess.Decide(approved, Given.AssessmentOf("C13"), Given.RegistrarB, Given.Rules, Given.Now).Value.State;

        Assert.Null(again.Approved);
        Assert.Equal("approval_needed", Register.Decide(again, Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code);
    }
}
