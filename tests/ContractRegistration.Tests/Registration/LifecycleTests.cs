using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class LifecycleTests
{
    // Each action by a caller who may do it, with the statuses that allow it and the resulting statuses. All other pairs must be refused.
    private static readonly Dictionary<
        string,
        (Func<Contract, Outcome<Change<Contract>>> Do, Dictionary<ContractStatus, ContractStatus> Leads)
    > Actions = new()
    {
        ["replace"] = (
            s => Replace.Decide(s, s.Content, Given.Filer, Given.Rules, Given.Now),
            new() { [ContractStatus.Draft] = ContractStatus.Draft, [ContractStatus.Returned] = ContractStatus.Returned }
        ),
        ["attach"] = (
            s => Attach.Decide(s, s.Attachments[0], Given.Filer, Given.Rules, Given.Now),
            new()
            {
                [ContractStatus.Draft] = ContractStatus.Draft,
                [ContractStatus.Returned] = ContractStatus.Returned,
                [ContractStatus.Registered] = ContractStatus.Registered,
            }
        ),
        ["submit"] = (
            s => Submit.Decide(s, Given.AnswersTo(s), Given.Filer, Given.Rules, Given.Now),
            new() { [ContractStatus.Draft] = ContractStatus.Submitted, [ContractStatus.Returned] = ContractStatus.Submitted }
        ),
        ["withdraw"] = (
            s => Withdraw.Decide(s, Given.Filer, Given.Now),
            new()
            {
                [ContractStatus.Draft] = ContractStatus.Withdrawn,
                [ContractStatus.Submitted] = ContractStatus.Withdrawn,
                [ContractStatus.Returned] = ContractStatus.Withdrawn,
                [ContractStatus.Accepted] = ContractStatus.Withdrawn,
                [ContractStatus.UnderReview] = ContractStatus.Withdrawn,
                [ContractStatus.ExpertReview] = ContractStatus.Withdrawn,
            }
        ),
        ["accept"] = (
            s => Accept.Decide(s, Given.RegistrarA, Given.Rules, Given.Now),
            new() { [ContractStatus.Submitted] = ContractStatus.Accepted }
        ),
        ["return"] = (
            s => Return.Decide(s, Given.ACorrection, Given.RegistrarA, Given.Rules, Given.Now),
            new()
            {
                [ContractStatus.Submitted] = ContractStatus.Returned,
                [ContractStatus.Accepted] = ContractStatus.Returned,
                [ContractStatus.UnderReview] = ContractStatus.Returned,
                [ContractStatus.ExpertReview] = ContractStatus.Returned,
            }
        ),
        ["assess"] = (
            s => Assess.Decide(s, Given.AssessmentOf("C01"), Given.RegistrarB, Given.Rules, Given.Now),
            new()
            {
                [ContractStatus.Accepted] = ContractStatus.UnderReview,
                [ContractStatus.UnderReview] = ContractStatus.UnderReview,
                [ContractStatus.ExpertReview] = ContractStatus.ExpertReview,
            }
        ),
        ["refer"] = (
            s => Refer.Decide(s, Given.RegistrarB, Given.Rules, Given.Now),
            new() { [ContractStatus.Accepted] = ContractStatus.ExpertReview, [ContractStatus.UnderReview] = ContractStatus.ExpertReview }
        ),
        ["register"] = (
            s => Register.Decide(s, Given.RegistrarB, Given.Rules, Given.Now),
            new() { [ContractStatus.UnderReview] = ContractStatus.Decided, [ContractStatus.ExpertReview] = ContractStatus.Decided }
        ),
        ["refuse"] = (
            s => Refuse.Decide(s, Given.ARefusal, Given.RegistrarB, Given.Rules, Given.Now),
            new()
            {
                [ContractStatus.Accepted] = ContractStatus.Refused,
                [ContractStatus.UnderReview] = ContractStatus.Refused,
                [ContractStatus.ExpertReview] = ContractStatus.Refused,
            }
        ),
        ["number"] = (s => Number.Decide(s, "5000012026000001"), new() { [ContractStatus.Decided] = ContractStatus.Registered }),
    };

    private static readonly string[] OfficialActions = ["accept", "return", "assess", "refer", "register", "refuse"];

    public static TheoryData<string, ContractStatus> Matrix
    {
        get
        {
            var matrix = new TheoryData<string, ContractStatus>();
            foreach (var action in Actions.Keys)
            {
                foreach (var status in Enum.GetValues<ContractStatus>())
                    matrix.Add(action, status);
            }
            return matrix;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void An_action_leads_where_the_table_says_or_is_refused(string action, ContractStatus status)
    {
        var (perform, leads) = Actions[action];

        var outcome = perform(Given.In(status));

        // Officials cannot see drafts, so they get 404.
        var refusal = status == ContractStatus.Draft && OfficialActions.Contains(action) ? "not_found" : "wrong_state";
        if (leads.TryGetValue(status, out var next))
            Assert.Equal(next, outcome.Value.State.Status);
        else
            Assert.Equal(refusal, outcome.Problem!.Kind.Code);
    }

    [Theory]
    [InlineData(ContractStatus.UnderReview, null)]
    [InlineData(ContractStatus.ExpertReview, null)]
    [InlineData(ContractStatus.Draft, "not_found")]
    [InlineData(ContractStatus.Submitted, "wrong_state")]
    [InlineData(ContractStatus.Returned, "wrong_state")]
    [InlineData(ContractStatus.Accepted, "wrong_state")]
    public void A_large_contract_is_approved_while_it_is_reviewed(ContractStatus status, string? code)
    {
        var state = status switch
        {
            ContractStatus.Draft => Given.Drafted("C13"),
            ContractStatus.Submitted => Given.Submitted("C13"),
            ContractStatus.Returned => Given.Returned("C13"),
            ContractStatus.Accepted => Given.Accepted("C13"),
            ContractStatus.UnderReview => Given.UnderReview("C13"),
            _ => Given.ExpertReview("C13"),
        };

        Assert.Equal(code, Approve.Decide(state, Given.Approver, Given.Rules, Given.Now).Problem?.Kind.Code);
    }

    [Fact]
    public void A_refusal_for_a_wrong_state_names_state_and_action_in_both_languages()
    {
        var problem = Register.Decide(Given.Accepted(), Given.RegistrarB, Given.Rules, Given.Now).Problem!;

        Assert.Equal("该事项目前为“已受理”，不能办理“登记”；请刷新后查看可办理的操作。", problem.Message.Zh);
        Assert.Equal("The status is 'accepted', so 'register' is not possible. Refresh to see what can be done.", problem.Message.En);
    }

    [Fact]
    public void A_correction_drops_what_was_assessed_and_keeps_what_was_asked()
    {
        var returned = Return.Decide(Given.ExpertReview("C13"), Given.ACorrection, Given.RegistrarB, Given.Rules, Given.Now).Value.State;

        Assert.Equal(Given.ACorrection.Corrections, returned.Corrections);
        Assert.True(returned is { Clock: null, RuleSet: null, Assessment: null, Accepted: null, Assessed: null, Approved: null });
        Assert.NotNull(returned.DuplicateKey);
    }

    [Fact]
    public void Withdrawing_or_refusing_frees_the_contract_for_a_new_filing()
    {
        Assert.Null(Given.Withdrawn().DuplicateKey);
        Assert.Null(Given.Refused().DuplicateKey);
        Assert.NotNull(Given.Registered().DuplicateKey);
    }

    [Fact]
    public void Saving_a_draft_leaves_no_event_and_every_other_step_does()
    {
        Assert.Null(Replace.Decide(Given.Drafted(), Given.Content("C03"), Given.Filer, Given.Rules, Given.Now).Value.Event);
        Assert.IsType<ContractDrafted>(Draft.Decide("x", Given.Content("C01"), Given.Filer, Given.Rules, Given.Now).Value.Event);
        Assert.IsType<ContractSubmitted>(Submit.Decide(Given.Drafted(), new(), Given.Filer, Given.Rules, Given.Now).Value.Event);
        Assert.IsType<ContractAccepted>(Accept.Decide(Given.Submitted(), Given.RegistrarA, Given.Rules, Given.Now).Value.Event);
        Assert.IsType<ContractReturned>(
            Return.Decide(Given.Submitted(), Given.ACorrection, Given.RegistrarA, Given.Rules, Given.Now).Value.Event
        );
        Assert.IsType<ContractAssessed>(
            Assess.Decide(Given.Accepted(), Given.AssessmentOf("C01"), Given.RegistrarB, Given.Rules, Given.Now).Value.Event
        );
        Assert.IsType<ContractReferred>(Refer.Decide(Given.Accepted(), Given.RegistrarB, Given.Rules, Given.Now).Value.Event);
        Assert.IsType<ContractApproved>(Approve.Decide(Given.UnderReview("C13"), Given.Approver, Given.Rules, Given.Now).Value.Event);
        Assert.IsType<RegistrationDecided>(Register.Decide(Given.UnderReview(), Given.RegistrarB, Given.Rules, Given.Now).Value.Event);
        Assert.IsType<NumberAllotted>(Number.Decide(Given.Decided(), "5000012026000001").Value.Event);
        Assert.IsType<RegistrationRefused>(
            Refuse.Decide(Given.Accepted(), Given.ARefusal, Given.RegistrarB, Given.Rules, Given.Now).Value.Event
        );
        Assert.IsType<ContractWithdrawn>(Withdraw.Decide(Given.Submitted(), Given.Filer, Given.Now).Value.Event);
    }

    [Fact]
    public void History_keeps_what_was_handed_in_without_natural_persons()
    {
        var submitted = (ContractSubmitted)Submit.Decide(Given.Drafted(), new(), Given.Filer, Given.Rules, Given.Now).Value.Event!;

        var text = Json.Write(submitted);
        Assert.Contains("缙云理工大学（虚构）", text, StringComparison.Ordinal);
        foreach (var person in (string[])["代表人U1", "联系人U1", "联系人E1", "023-0000"])
            Assert.DoesNotContain(person, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_decision_day_is_the_day_of_registration_even_when_the_number_comes_later()
    {
        var lastDay = new DateOnly(2026, 12, 31);
        var decided = Given.Decided("C01", lastDay);

        var registered = Number.Decide(decided, Given.Rules2026.RegistrationNumber.Format(lastDay, 7)).Value.State;

        Assert.Equal(lastDay, registered.RegisteredOn);
        Assert.Equal("5000012026000007", registered.Number);
    }

    [Fact]
    public void An_attachment_of_the_same_kind_and_name_takes_the_place_of_the_earlier_one()
    {
        var before = Given.Drafted();
        var better = before.Attachments[0] with { Sha256 = Ids.Sha256("better"), Size = 2000 };

        var after = Attach.Decide(before, better, Given.Filer, Given.Rules, Given.Now).Value.State;

        Assert.Equal(before.Attachments.Count, after.Attachments.Count);
        Assert.Contains(better, after.Attachments);
        Assert.DoesNotContain(before.Attachments[0], after.Attachments);
    }

    [Theory]
    [InlineData("deed", "a.pdf", "application/pdf", 1, "invalid_value", "kind")]
    [InlineData("contract", "a.doc", "application/msword", 1, "unsupported_media_type", null)]
    [InlineData("contract", "a.pdf", "application/pdf", 50 * 1024 * 1024 + 1, "body_too_large", null)]
    [InlineData("contract", "a.pdf", "application/pdf", 0, "invalid_value", "")]
    [InlineData("contract", "../a.pdf", "application/pdf", 1, "invalid_value", "name")]
    [InlineData("contract", "", "application/pdf", 1, "invalid_value", "name")]
    [InlineData("contract", "a\n.pdf", "application/pdf", 1, "invalid_value", "name")]
    public void An_unfit_attachment_is_refused(string kind, string name, string type, long size, string code, string? path)
    {
        var problem = Attach
            .Decide(Given.Drafted(), new(name, kind, type, Ids.Sha256("x"), size), Given.Filer, Given.Rules, Given.Now)
            .Problem!;

        Assert.Equal(code, problem.Kind.Code);
        Assert.Equal(path, problem.Errors.Select(e => e.Path).SingleOrDefault());
    }

    [Fact]
    public void A_return_needs_known_reasons_and_words()
    {
        Assert.Equal("corrections", PathOf([]));
        Assert.Equal("corrections[0].code", PathOf([new("ugly", "x")]));
        Assert.Equal("corrections[1].message", PathOf([new("other", "x"), new("other", " ")]));
        Assert.Equal("corrections[0]", PathOf([null!]));

        static string PathOf(Correction[] corrections) =>
            Return.Decide(Given.Submitted(), new(corrections), Given.RegistrarA, Given.Rules, Given.Now).Problem!.Errors.Single().Path;
    }

    [Fact]
    public void A_refusal_needs_a_reason_of_the_rule_set()
    {
        var problem = Refuse.Decide(Given.Accepted(), new("because"), Given.RegistrarB, Given.Rules, Given.Now).Problem!;

        Assert.Equal(("invalid_value", "reasonCode"), (problem.Kind.Code, problem.Errors.Single().Path));
        Assert.Equal(
            "remarks",
            Refuse
                .Decide(Given.Accepted(), new("other", new string('长', 2001)), Given.RegistrarB, Given.Rules, Given.Now)
                .Problem!.Errors.Single()
                .Path
        );
    }
}
