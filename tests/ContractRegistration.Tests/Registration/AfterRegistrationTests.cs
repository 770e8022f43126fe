using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class AfterRegistrationTests
{
    private static readonly Caller RegistrarC = new("registrar-c", "登记员丙（虚构）", new HashSet<Role> { Role.Registrar }, null);
    private static readonly Caller Finance = Given.Caller("finance-a");

    private static Outcome<Change<Contract>> Corrected(params FieldCorrection[] corrections) =>
        Correct.Decide(Given.Registered(), new(corrections, "登记表笔误。"), Given.RegistrarA, Given.Rules, Given.Now);

    [Fact]
    public void A_cancelled_contract_may_be_filed_again_and_a_revoked_one_may_not()
    {
        Assert.Null(Given.Cancelled().DuplicateKey);
        Assert.NotNull(Given.Revoked().DuplicateKey);
    }

    [Fact]
    public void Cancellation_and_revocation_messages_have_number_edition_day_and_reason()
    {
        var cancelled = Cancel.Decide(Given.Changing(ContractStatus.Registered), Given.AnEnd, Given.Filer, Given.Now).Value;
        var revoked = Given.Revocation(Given.Registered());

        var first = Assert.IsType<ContractCancelled>(Assert.Single(ContractMessages.Of(cancelled.State, cancelled.Event!, Given.Rules)));
        var second = Assert.IsType<ContractRevoked>(Assert.Single(ContractMessages.Of(revoked.State, revoked.Event!, Given.Rules)));
        Assert.Equal(("5000012026000001", 2, Given.Today, "合同已解除。"), (first.Number, first.Edition, first.CancelledOn, first.Reason));
        Assert.Equal(
            ("5000012026000001", 1, Given.Today, "合同已解除。"),
            (second.Number, second.Edition, second.RevokedOn, second.Reason)
        );
        Assert.All(
            (string[])
                [
                    MessageNames.ContractRegistered,
                    MessageNames.ContractChanged,
                    MessageNames.ContractCancelled,
                    MessageNames.ContractRevoked,
                ],
            type => Assert.Equal([Topics.RewardsInbox, Topics.CertificatesInbox, Topics.GrantsInbox], Topics.Consumers[type])
        );
    }

    [Fact]
    public void A_revocation_ends_a_change_under_way() =>
        Assert.Null(Given.Revocation(Given.Changing(ContractStatus.Accepted)).State.PendingChange);

    [Fact]
    public void A_registration_is_revoked_by_two_registrars()
    {
        var proposed = Revoke.Decide(Given.Registered(), Given.AnEnd, Given.RegistrarA, Given.Now).Value.State;

        Assert.Equal(ContractStatus.Registered, proposed.Status);
        Assert.Equal("revocation_proposed", Revoke.Decide(proposed, Given.AnEnd, Given.RegistrarB, Given.Now).Problem?.Kind.Code);
        Assert.Equal("two_person_rule", ConfirmRevocation.Decide(proposed, new(true), Given.RegistrarA, Given.Now).Problem?.Kind.Code);
        Assert.Equal(ContractStatus.Revoked, ConfirmRevocation.Decide(proposed, new(true), Given.RegistrarB, Given.Now).Value.State.Status);
    }

    [Fact]
    public void A_rejected_revocation_says_why_and_leaves_the_registration_in_force()
    {
        var proposed = Revoke.Decide(Given.Registered(), Given.AnEnd, Given.RegistrarA, Given.Now).Value.State;

        Assert.Equal("remarks", ConfirmRevocation.Decide(proposed, new(false), Given.RegistrarB, Given.Now).Problem?.Errors[0].Path);
        var after = ConfirmRevocation.Decide(proposed, new(false, "证据不足。"), Given.RegistrarB, Given.Now).Value.State;
        Assert.Equal((ContractStatus.Registered, null), (after.Status, after.RevocationProposal));
    }

    [Fact]
    public void Only_officials_learn_of_a_proposed_revocation()
    {
        var proposed = Revoke.Decide(Given.Registered(), Given.AnEnd, Given.RegistrarA, Given.Now).Value.State;

        Assert.Equal("合同已解除。", ContractView.Of(proposed, Given.RegistrarB, 1).RevocationProposal?.Reason);
        Assert.Null(ContractView.Of(proposed, Given.Filer, 1).RevocationProposal);
        Assert.False(new VisibleContract(proposed, Given.Filer).ShowsEvent("RevocationProposed"));
    }

    [Fact]
    public void A_slip_in_the_title_is_put_right_under_the_same_number_as_a_new_edition()
    {
        var corrected = Corrected(
            new FieldCorrection("title", "智能装配线视觉检测系统研发（虚构）"),
            new("sellers[0].address", "重庆市大学城南路1号（虚构）")
        ).Value;

        Assert.Equal(
            ("智能装配线视觉检测系统研发（虚构）", "5000012026000001", 2),
            (corrected.State.Content.Title, corrected.State.Number, corrected.State.Edition)
        );
        Assert.Equal(DuplicateKey.Of(corrected.State.Content), corrected.State.DuplicateKey);
        var happened = Assert.IsType<SlipCorrected>(corrected.Event);
        Assert.Equal(
            ("智能装配线视觉检测系统开发（虚构）", "智能装配线视觉检测系统研发（虚构）"),
            (happened.Before.Title, happened.After.Title)
        );
        Assert.True(
            Assert.IsType<ContractChanged>(Assert.Single(ContractMessages.Of(corrected.State, happened, Given.Rules))).ClericalSlip
        );
    }

    [Fact]
    public void A_slip_that_is_not_on_the_certificate_makes_no_edition_and_sends_no_message()
    {
        var corrected = Corrected(new FieldCorrection("buyers[0].phone", "023-00001111")).Value;

        Assert.Equal(("023-00001111", 1), (corrected.State.Content.Buyers[0].Phone, corrected.State.Edition));
        Assert.Empty(ContractMessages.Of(corrected.State, corrected.Event!, Given.Rules));
        Assert.DoesNotContain("023-00001111", Json.Write(corrected.Event), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contractValue", "1", "invalid_value", "corrections[0].path")]
    [InlineData("signedOn", "2026-01-01", "invalid_value", "corrections[0].path")]
    [InlineData("sellers[0].uscc", "x", "invalid_value", "corrections[0].path")]
    [InlineData("sellers[7].name", "x", "invalid_value", "corrections[0].path")]
    [InlineData("sellers.name", "x", "invalid_value", "corrections[0].path")]
    [InlineData("intermediary.name", "x", "invalid_value", "corrections[0].path")]
    [InlineData("__proto__", "x", "invalid_value", "corrections[0].path")]
    [InlineData("", "x", "invalid_value", "corrections[0].path")]
    [InlineData("title", null, "invalid_value", "corrections")]
    [InlineData("title", "", "title_missing", "title")]
    [InlineData("title", "a\nb", "text_unfit", "title")]
    [InlineData("sellers[0].name", "别的名称", "seal_name_differs", "sellers[0].sealName")]
    [InlineData("title", "智能装配线视觉检测系统开发（虚构）", "nothing_changed", "corrections")]
    public void What_is_no_slip_or_leaves_a_fault_is_refused(string path, string? value, string code, string at)
    {
        var problem = Corrected(new FieldCorrection(path, value)).Problem!;

        Assert.Equal((code, at), (problem.Errors[0].Code, problem.Errors[0].Path));
    }

    [Fact]
    public void Finance_and_filer_object_and_nothing_else_is_decided_meanwhile()
    {
        var objected = RaiseObjection.Decide(Given.Registered(), new("技术交易额偏高。"), Finance, Given.Now).Value.State;

        Assert.Null(objected.Objection!.Organisation);
        Assert.Equal("objection_stands", RaiseObjection.Decide(objected, new("再次异议。"), Given.Filer, Given.Now).Problem?.Kind.Code);
        Assert.Equal("objection_stands", Cancel.Decide(objected, Given.AnEnd, Given.Filer, Given.Now).Problem?.Kind.Code);
        Assert.Equal(
            "objection_stands",
            FileChange.Decide(objected, new(Given.ChangedContent(), "x"), Given.Filer, Given.Rules, Given.Now).Problem?.Kind.Code
        );
        Assert.Equal(
            "objection_stands",
            Correct.Decide(objected, new([new("title", "x")], "x"), Given.RegistrarA, Given.Rules, Given.Now).Problem?.Kind.Code
        );
        Assert.Null(Revoke.Decide(objected, Given.AnEnd, Given.RegistrarA, Given.Now).Problem);
        var changing = RaiseObjection.Decide(Given.Changing(ContractStatus.UnderReview), new("x"), Finance, Given.Now).Value.State;
        Assert.Equal("objection_stands", Register.Decide(changing, Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code);
    }

    [Fact]
    public void A_dismissed_objection_leaves_all_as_it_was_and_another_may_follow()
    {
        var resolved = Resolve
            .Decide(
                Given.Objected(Given.Registered()),
                new(ObjectionOutcome.Dismissed, "核定无误。"),
                Given.RegistrarA,
                Given.Rules,
                Given.Now
            )
            .Value.State;

        Assert.Equal(Json.Write(Given.Registered()), Json.Write(resolved with { Objection = null }));
        Assert.False(resolved.Objection!.Stands);
        Assert.Null(RaiseObjection.Decide(resolved, new("新的情况。"), Finance, Given.Now).Problem);
    }

    [Fact]
    public void An_upheld_objection_examines_the_registered_contract_again_while_it_stays_in_force()
    {
        var resolved = Resolve
            .Decide(
                Given.Objected(Given.Registered()),
                new(ObjectionOutcome.Upheld, "重新认定。"),
                Given.RegistrarA,
                Given.Rules,
                Given.At(new(2026, 9, 14))
            )
            .Value.State;

        Assert.Equal(
            (ContractStatus.Registered, ContractStatus.Accepted, new DateOnly(2026, 10, 10)),
            (resolved.Status, resolved.PendingChange!.Version.Status, resolved.PendingChange.Version.Clock!.DueOn)
        );
        Assert.Equal(
            "two_person_rule",
            Assess.Decide(resolved, Given.AssessmentOf("C01"), Given.RegistrarA, Given.Rules, Given.Now).Problem?.Kind.Code
        );
        var lower = Given.AssessmentOf("C01") with
        {
            TechnicalAmount = Yuan.Of(900_000),
            CostLines = [.. Given.AssessmentOf("C01").CostLines, new("travelVenue", "差旅", Yuan.Of(60_000), Reason: "合同附件列明。")],
        };
        var assessed = Assess.Decide(resolved, lower, Given.RegistrarB, Given.Rules, Given.Now).Value.State;
        var again = Register.Decide(assessed, Given.RegistrarB, Given.Rules, Given.Now).Value.State;
        Assert.Equal((2, "5000012026000001", Yuan.Of(900_000)), (again.Edition, again.Number, again.Assessment!.TechnicalAmount));
    }

    [Fact]
    public void An_upheld_objection_reopens_a_refused_contract()
    {
        var reopened = Resolve
            .Decide(Given.Objected(Given.Refused()), new(ObjectionOutcome.Upheld, "重新认定。"), Given.RegistrarA, Given.Rules, Given.Now)
            .Value.State;

        Assert.Equal((ContractStatus.Accepted, null, 1), (reopened.Status, reopened.Refusal, reopened.Edition));
        Assert.NotNull(reopened.DuplicateKey);
        Assert.NotNull(reopened.Clock);
    }

    [Fact]
    public void Who_decided_does_not_resolve_the_objection_to_it()
    {
        Assert.Equal(
            "two_person_rule",
            Resolve
                .Decide(Given.Objected(Given.Registered()), new(ObjectionOutcome.Dismissed, "x"), Given.RegistrarB, Given.Rules, Given.Now)
                .Problem?.Kind.Code
        );
        Assert.Equal(
            "two_person_rule",
            Resolve
                .Decide(Given.Objected(Given.Refused()), new(ObjectionOutcome.Dismissed, "x"), Given.RegistrarB, Given.Rules, Given.Now)
                .Problem?.Kind.Code
        );
    }

    [Fact]
    public void Whoever_stepped_back_takes_no_further_part()
    {
        var recused = Recuse.Decide(Given.Accepted(), new("亲属关系。"), Given.RegistrarB, Given.Now).Value.State;

        Assert.Equal(ContractStatus.Accepted, recused.Status);
        Assert.Equal(
            "recused",
            Assess.Decide(recused, Given.AssessmentOf("C01"), Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code
        );
        Assert.Equal("recused", Recuse.Decide(recused, new("x"), Given.RegistrarB, Given.Now).Problem?.Kind.Code);
        Assert.Null(Assess.Decide(recused, Given.AssessmentOf("C01"), RegistrarC, Given.Rules, Given.Now).Problem);
        Assert.Equal("to", Reassign.Decide(recused, new(Given.RegistrarB.Subject, "x"), RegistrarC, Given.Now).Problem?.Errors[0].Path);
    }

    [Fact]
    public void Recusal_voids_the_officials_assessment_or_approval_but_keeps_the_clock()
    {
        var assessed = Given.UnderReview("C13");
        var approved = Approve.Decide(assessed, Given.Approver, Given.Rules, Given.Now).Value.State;

        var withoutAssessor = Recuse.Decide(approved, new("x"), Given.RegistrarB, Given.Now).Value.State;
        var withoutApprover = Recuse.Decide(approved, new("x"), Given.Approver, Given.Now).Value.State;
        var withoutAccepter = Recuse.Decide(approved, new("x"), Given.RegistrarA, Given.Now).Value.State;

        Assert.True(withoutAssessor is { Status: ContractStatus.Accepted, Assessment: null, Assessed: null, Approved: null });
        Assert.True(withoutApprover is { Status: ContractStatus.UnderReview, Assessment: not null, Approved: null });
        Assert.True(
            withoutAccepter is { Status: ContractStatus.UnderReview, Assessment: not null, Approved: not null, Accepted: not null }
        );
        Assert.All((Contract[])[withoutAssessor, withoutApprover, withoutAccepter], c => Assert.Equal(assessed.Clock, c.Clock));
        Assert.Equal("approval_needed", Register.Decide(withoutApprover, Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code);
    }

    [Fact]
    public void A_recusal_from_a_change_holds_for_the_whole_contract()
    {
        var recused = Recuse.Decide(Given.Changing(ContractStatus.UnderReview), new("x"), Given.RegistrarB, Given.Now).Value.State;

        Assert.Equal(
            (ContractStatus.Accepted, true),
            (recused.PendingChange!.Version.Status, recused.Recused.Contains(Given.RegistrarB.Subject))
        );
        Assert.Equal("recused", Revoke.Decide(recused, Given.AnEnd, Given.RegistrarB, Given.Now).Problem?.Kind.Code);
    }

    [Fact]
    public void A_contract_given_to_one_registrar_is_examined_by_nobody_else_until_it_is_given_on()
    {
        var given = Reassign.Decide(Given.Accepted(), new(RegistrarC.Subject, "人员调整。"), Given.RegistrarA, Given.Now).Value.State;

        Assert.Equal(
            "assigned_to_another",
            Assess.Decide(given, Given.AssessmentOf("C01"), Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code
        );
        Assert.Equal(
            "assigned_to_another",
            Refuse.Decide(given, Given.ARefusal, Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code
        );
        Assert.Null(Assess.Decide(given, Given.AssessmentOf("C01"), RegistrarC, Given.Rules, Given.Now).Problem);
        var givenOn = Reassign.Decide(given, new(Given.RegistrarB.Subject, "再移交。"), Given.RegistrarB, Given.Now).Value.State;
        Assert.Null(Assess.Decide(givenOn, Given.AssessmentOf("C01"), Given.RegistrarB, Given.Rules, Given.Now).Problem);
        Assert.Null(Return.Decide(givenOn, Given.ACorrection, Given.RegistrarB, Given.Rules, Given.Now).Value.State.AssignedTo);
        Assert.Equal("to", Reassign.Decide(given, new(Given.RegistrarA.Subject, "x"), RegistrarC, Given.Now).Problem?.Errors[0].Path);
    }

    [Fact]
    public void A_test_that_is_not_met_keeps_a_contract_from_being_registered()
    {
        var answers = Given.AssessmentOf("C01") with
        {
            Checks = [.. Given.TestsMet("D1").Where(t => t.Code != "novelty"), new("novelty", false, "仅改变尺寸。")],
        };
        var assessed = Assess.Decide(Given.Accepted(), answers, Given.RegistrarB, Given.Rules, Given.Now).Value.State;

        Assert.Equal("test_not_met", Register.Decide(assessed, Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code);
        Assert.Equal(("unknown_code", "checks[0].code"), Fault(new TestAnswer("beauty", true)));
        Assert.Equal(("reason_missing", "checks[0].note"), Fault(new TestAnswer("novelty", false)));

        static (string, string) Fault(TestAnswer answer)
        {
            var error = Assess
                .Decide(Given.Accepted(), Given.AssessmentOf("C01") with { Checks = [answer] }, Given.RegistrarB, Given.Rules, Given.Now)
                .Problem!.Errors[0];
            return (error.Code, error.Path);
        }
    }

    [Fact]
    public void A_line_that_differs_from_the_claim_needs_the_registrars_reason_and_both_are_kept()
    {
        var lines = Given.AssessmentOf("C01").CostLines;
        AssessBody With(string? reason) =>
            Given.AssessmentOf("C01") with
            {
                CostLines = [lines[0], lines[1] with { Amount = Yuan.Of(80_000), Reason = reason }],
                TechnicalAmount = Yuan.Of(940_000),
            };

        var problem = Assess.Decide(Given.Accepted(), With(null), Given.RegistrarB, Given.Rules, Given.Now).Problem!;
        var assessed = Assess.Decide(Given.Accepted(), With("附件三列明八万元。"), Given.RegistrarB, Given.Rules, Given.Now).Value.State;

        Assert.Equal(("reason_missing", "costLines[1].reason"), (problem.Errors[0].Code, problem.Errors[0].Path));
        Assert.Equal(
            (60_000m, 80_000m, "附件三列明八万元。"),
            (
                assessed.Content.CostLines[1].Amount.Amount,
                assessed.Assessment!.CostLines[1].Amount.Amount,
                assessed.Assessment.CostLines[1].Reason
            )
        );
    }

    [Fact]
    public void A_warning_passes_with_a_reason_that_the_registrar_reads()
    {
        var draft = Given.Drafted("N11");
        var without = Submit.Decide(draft, new(), Given.FilerOf("N11"), Given.Rules, Given.Now).Problem!;
        var blank = Submit
            .Decide(draft, new() { Reasons = [new("related_party", "relatedParty", " ")] }, Given.FilerOf("N11"), Given.Rules, Given.Now)
            .Problem!;

        Assert.Equal(
            ("checks_failed", "reason_needed", "relatedParty"),
            (without.Kind.Code, without.Errors.Single().Code, without.Errors.Single().Path)
        );
        Assert.EndsWith("核对后仍需提交的，请说明理由。", without.Errors.Single().Message.Zh, StringComparison.Ordinal);
        Assert.Equal(("text_unfit", "reasons[0].reason"), (blank.Errors[0].Code, blank.Errors[0].Path));
        var view = JsonNode.Parse(Json.Write(ContractView.Of(Given.Submitted("N11"), Given.RegistrarA, 2)))!;
        Assert.StartsWith("卖方全资设立买方", (string)view["findings"]![0]!["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_text_is_a_hint_to_registrars_and_to_nobody_else()
    {
        var other = (ContractSummary)ContractLists.Of(Given.Registered("C03")).First().Summary;

        var accepted = Accept.Decide(Given.Submitted(), Given.RegistrarA, Given.Rules, Given.Now, sameText: [other]).Value.State;

        Assert.Equal("same_text_filed", accepted.Hints.Single().Code);
        Assert.NotNull(ContractView.Of(accepted, Given.RegistrarB, 3).Hints);
        Assert.Null(ContractView.Of(accepted, Given.Filer, 3).Hints);
        Assert.DoesNotContain("case-C03", Json.Write(ContractView.Of(accepted, Given.Filer, 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_is_seen_by_whoever_sees_the_contract_and_contacts_only_by_whom_they_concern()
    {
        var view = ContractView.Of(Given.Changing(ContractStatus.Accepted), Given.Caller("company-e1"), 9);

        Assert.Equal(
            (ContractStatus.Accepted, Yuan.Of(1_150_000)),
            (view.PendingChange!.Version.Status, view.PendingChange.Version.ContractValue!.Value)
        );
        Assert.Null(view.PendingChange.Version.Sellers[0].Phone);
        Assert.Null(ContractView.Of(Given.Changing(ContractStatus.Accepted), Finance, 9).PendingChange!.Version.Attachments);
    }
}
