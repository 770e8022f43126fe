using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class ChangeTests
{
    private static Outcome<Change<Contract>> File(
        Contract state,
        Func<ContractContent, ContractContent> change,
        DateTimeOffset? at = null
    ) => FileChange.Decide(state, new(change(state.Content), "双方签订补充协议。"), Given.Filer, Given.Rules, at ?? Given.Now);

    [Theory]
    [InlineData(ContractStatus.Submitted)]
    [InlineData(ContractStatus.Returned)]
    [InlineData(ContractStatus.Accepted)]
    [InlineData(ContractStatus.UnderReview)]
    [InlineData(ContractStatus.ExpertReview)]
    [InlineData(ContractStatus.Refused)]
    public void What_is_registered_stays_in_force_while_a_change_is_examined(ContractStatus status)
    {
        var registered = Given.Registered();

        var changing = Given.Changing(status);

        Assert.Equal(status, changing.PendingChange!.Version.Status);
        Assert.Equal((registered.Status, registered.Number, registered.Edition), (changing.Status, changing.Number, changing.Edition));
        Assert.Equal(
            Json.Write((registered.Content, registered.Assessment, registered.Clock)),
            Json.Write((changing.Content, changing.Assessment, changing.Clock))
        );
    }

    [Fact]
    public void A_registered_change_takes_the_place_of_what_was_registered_and_keeps_the_number()
    {
        var before = Given.Registered();

        var after = Given.Changing(ContractStatus.Registered);

        Assert.Equal(
            (ContractStatus.Registered, before.Number, before.RegisteredOn, 2, Given.Today),
            (after.Status, after.Number, after.RegisteredOn, after.Edition, after.ChangedOn)
        );
        Assert.Equal((Yuan.Of(1_150_000), Yuan.Of(910_000)), (after.Content.ContractValue!.Value, after.Assessment!.TechnicalAmount));
        Assert.Null(after.PendingChange);
        Assert.Equal(DuplicateKey.Of(after.Content), after.DuplicateKey);
        Assert.NotEqual(before.DuplicateKey, after.DuplicateKey);
    }

    [Fact]
    public void A_registered_change_is_published_as_the_next_edition_and_its_events_carry_the_edition()
    {
        var decided = Register.Decide(Given.Changing(ContractStatus.UnderReview), Given.RegistrarB, Given.Rules, Given.Now).Value;

        var message = Assert.IsType<ContractChanged>(Assert.Single(ContractMessages.Of(decided.State, decided.Event!, Given.Rules)));
        Assert.Equal((2, Given.Today, false), (message.Edition, message.ChangedOn, message.ClericalSlip));
        Assert.Equal((Given.Registered().Number, Yuan.Of(910_000)), (message.Contract.Number, message.Contract.TechnicalAmount));
        Assert.Equal(2, ((ContractEvent)decided.Event!).Edition);
        Assert.Empty(
            ContractMessages.Of(Given.Decided(), new RegistrationDecided("D1", Yuan.Zero, Yuan.Zero, "x", Given.Now), Given.Rules)
        );
    }

    [Fact]
    public void The_next_change_is_the_third_edition()
    {
        var second = Given.Changing(ContractStatus.Registered);

        var third = File(
            second,
            c =>
                c with
                {
                    Buyers =
                    [
                        c.Buyers[0] with
                        {
                            Name = "重庆虎溪智能制造有限公司（虚构）",
                            SealName = "重庆虎溪智能制造有限公司（虚构）",
                        },
                    ],
                }
        ).Value.State;

        Assert.Equal(3, third.PendingChange!.Version.Edition);
    }

    [Fact]
    public void A_change_has_a_clock_and_a_rule_set_of_its_own()
    {
        var filed = File(Given.Registered("C01", new(2026, 2, 20)), c => Given.ChangedContent(c), Given.At(new(2026, 9, 10))).Value.State;

        var accepted = Accept.Decide(filed, Given.RegistrarA, Given.Rules, Given.At(new(2026, 9, 14))).Value.State;

        Assert.Equal(("OLD-2000/2001", "NEW-2026"), (accepted.RuleSet, accepted.PendingChange!.Version.RuleSet));
        Assert.Equal(new DateOnly(2026, 10, 10), accepted.PendingChange.Version.Clock!.DueOn);
        Assert.Contains(ContractLists.Of(accepted), l => l.List == ContractLists.OfDueMonth(2026, 10));
        Assert.Contains(ContractLists.Of(accepted), l => l.List == ContractLists.OfStatus(ContractStatus.Accepted));
        Assert.Contains(ContractLists.Of(accepted), l => l.List == ContractLists.OfStatus(ContractStatus.Registered));
    }

    [Fact]
    public void A_change_that_makes_a_contract_large_needs_the_approver()
    {
        var filed = File(
            Given.Registered("C08") with
            {
                Filer = Given.Registered().Filer,
                Content = Given.Registered("C08").Content with { Sellers = Given.Registered().Content.Sellers },
            },
            c => c with { ContractValue = Yuan.Of(6_000_000), ClaimedTechnicalAmount = null }
        ).Value.State;
        var accepted = Accept.Decide(filed, Given.RegistrarA, Given.Rules, Given.Now).Value.State;
        var assessed = Assess
            .Decide(accepted, new("C1", [], Yuan.Of(6_000_000)) { Checks = Given.TestsMet("C1") }, Given.RegistrarB, Given.Rules, Given.Now)
            .Value.State;

        Assert.Equal("approval_needed", Register.Decide(assessed, Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code);
        var approved = Approve.Decide(assessed, Given.Approver, Given.Rules, Given.Now).Value.State;
        Assert.Equal(2, Register.Decide(approved, Given.RegistrarB, Given.Rules, Given.Now).Value.State.Edition);
    }

    [Fact]
    public void A_price_that_was_open_is_settled_by_a_change()
    {
        var open = Given.Content("C06") with { ContractValue = null, ValueStatus = ValueStatus.Undetermined };
        var draft = Replace.Decide(Given.Drafted("C06"), open, Given.FilerOf("C06"), Given.Rules, Given.Now).Value.State;
        var submitted = Submit.Decide(draft, Given.ReasonsFor(draft), Given.FilerOf("C06"), Given.Rules, Given.Now).Value.State;
        var accepted = Accept.Decide(submitted, Given.RegistrarA, Given.Rules, Given.Now).Value.State;
        var assessed = Assess
            .Decide(accepted, new("L1", [], Yuan.Zero) { Checks = Given.TestsMet("L1") }, Given.RegistrarB, Given.Rules, Given.Now)
            .Value.State;
        var decided = Register.Decide(assessed, Given.RegistrarB, Given.Rules, Given.Now).Value.State;
        var registered = Number.Decide(decided, "5000012026000001").Value.State;

        // Three years later the royalty is known, and the change is possible although the contract's term has ended.
        var later = Given.At(registered.Content.EffectiveTo.AddDays(10));
        var settled = FileChange.Decide(
            registered,
            new(
                open with
                {
                    ContractValue = Yuan.Of(2_411_000.55m),
                    ValueStatus = ValueStatus.Fixed,
                    Royalty = open.Royalty! with { EstimatedTotal = null },
                },
                "按实际销售额结算。"
            ),
            Given.FilerOf("C06"),
            Given.Rules,
            later
        );
        var again = Accept.Decide(settled.Value.State, Given.RegistrarA, Given.Rules, later).Value.State;
        again = Assess
            .Decide(again, new("L1", [], Yuan.Of(2_411_000.55m)) { Checks = Given.TestsMet("L1") }, Given.RegistrarB, Given.Rules, later)
            .Value.State;
        again = Register.Decide(again, Given.RegistrarB, Given.Rules, later).Value.State;

        Assert.Equal(
            ("undetermined", 0m),
            (ContractRegisteredMessage.From(registered, Given.Rules2026).ValueStatus, registered.Assessment!.TechnicalAmount.Amount)
        );
        Assert.Equal(
            ("fixed", 2_411_000.55m, registered.Number),
            (ContractRegisteredMessage.From(again, Given.Rules2026).ValueStatus, again.Assessment!.TechnicalAmount.Amount, again.Number)
        );
    }

    [Fact]
    public void A_change_passes_the_same_checks_and_must_change_something()
    {
        Assert.Equal("nothing_changed", File(Given.Registered(), c => c).Problem?.Kind.Code);
        Assert.Equal("nothing_changed", File(Given.Registered(), c => c with { ClaimedTechnicalAmount = null }).Problem?.Kind.Code);
        Assert.Equal("title_missing", File(Given.Registered(), c => c with { Title = "" }).Problem?.Errors[0].Code);
        Assert.Equal("reason_needed", File(Given.Registered(), c => c with { RelatedParty = true }).Problem?.Errors[0].Code);
        Assert.Equal("filer_not_entitled", File(Given.Registered(), _ => Given.Content("C13")).Problem?.Kind.Code);
        Assert.Equal(
            "reason",
            FileChange
                .Decide(Given.Registered(), new(Given.ChangedContent(), " "), Given.Filer, Given.Rules, Given.Now)
                .Problem?.Errors[0]
                .Path
        );
    }

    [Fact]
    public void A_returned_change_is_replaced_with_attachments_and_handed_in_again()
    {
        var returned = Given.Changing(ContractStatus.Returned);
        var agreement = new Attachment("补充协议.pdf", "changeAgreement", "application/pdf", Ids.Sha256("agreement"), 10);

        var replaced = Replace
            .Decide(
                returned,
                returned.PendingChange!.Version.Content with
                {
                    Language = "zh",
                    LinkedContract = "1",
                },
                Given.Filer,
                Given.Rules,
                Given.Now
            )
            .Value.State;
        var attached = Attach.Decide(replaced, agreement, Given.Filer, Given.Rules, Given.Now).Value.State;
        var submitted = Submit.Decide(attached, Given.AnswersTo(attached), Given.Filer, Given.Rules, Given.Now).Value;

        Assert.Equal(ContractStatus.Submitted, submitted.State.PendingChange!.Version.Status);
        Assert.Contains(agreement, submitted.State.PendingChange.Version.Attachments);
        Assert.DoesNotContain(agreement, submitted.State.Attachments);
        Assert.Equal(2, ((ContractSubmitted)submitted.Event!).Edition);
    }

    [Fact]
    public void An_attachment_handed_in_beforehand_goes_with_the_change()
    {
        var agreement = new Attachment("补充协议.pdf", "changeAgreement", "application/pdf", Ids.Sha256("agreement"), 10);
        var waiting = Attach.Decide(Given.Registered(), agreement, Given.Filer, Given.Rules, Given.Now).Value.State;

        var filed = File(waiting, c => Given.ChangedContent(c)).Value.State;

        Assert.Equal([agreement], waiting.ChangePapers);
        Assert.DoesNotContain(agreement, waiting.Attachments);
        Assert.Contains(agreement, filed.PendingChange!.Version.Attachments);
        Assert.Empty(filed.ChangePapers);
    }

    [Fact]
    public void Withdrawing_or_refusing_a_change_leaves_the_contract_registered()
    {
        var withdrawn = Withdraw.Decide(Given.Changing(ContractStatus.Accepted), Given.Filer, Given.Now).Value.State;
        var refused = Given.Changing(ContractStatus.Refused);

        // Each submission has an application form of its own, so the count of submissions stays.
        Assert.Equal(Json.Write(Given.Registered() with { Submissions = withdrawn.Submissions }), Json.Write(withdrawn));
        Assert.Equal(("notTechnologyContract", false), (refused.PendingChange!.Version.Refusal!.ReasonCode, refused.PendingChange.IsOpen));
        Assert.Null(File(refused, c => Given.ChangedContent(c)).Problem);
    }

    [Fact]
    public void Both_versions_hold_their_reservation_while_the_change_is_open()
    {
        var kind = ContractSetup.Of(new Services());

        Assert.Equal(2, kind.Reservations(Given.Changing(ContractStatus.Accepted)).Count());
        Assert.Single(kind.Reservations(Given.Changing(ContractStatus.Refused)));
        Assert.Single(kind.Reservations(Given.Changing(ContractStatus.Registered)));
    }

    [Fact]
    public void History_keeps_both_versions_without_natural_persons()
    {
        var filed = (ChangeFiled)File(Given.Registered(), c => Given.ChangedContent(c)).Value.Event!;

        Assert.Equal((2, Yuan.Of(1_150_000)), (filed.Edition!.Value, filed.Submission.Content.ContractValue!.Value));
        Assert.DoesNotContain("联系人U1", Json.Write(filed), StringComparison.Ordinal);
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type type) =>
            type == typeof(RuleBook) ? Given.Rules : System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
    }
}
