using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Tests.Registration;

/// <summary>C15 needs the task book of its plan project, which the rules of 2026 let follow within ten working days.</summary>
public class ToFollowTests
{
    private static readonly DateOnly Last = Given.Rules.Calendar.After(Given.Today, 10).Date;
    private static readonly Attachment TaskBook = new("任务书.pdf", "taskBook", "application/pdf", Ids.Sha256("task book"), 1000);

    private static Contract Drafted()
    {
        var state = Given.Drafted("C15");
        return state with { Attachments = [.. state.Attachments.Where(a => a.Kind != "taskBook")] };
    }

    private static SubmitBody Promising(string kind, DateOnly by) => Given.ReasonsOf("C15") with { ToFollow = [new(kind, by)] };

    private static Contract Promised() =>
        Submit.Decide(Drafted(), Promising("taskBook", Last), Given.FilerOf("C15"), Given.Rules, Given.Now).Value.State;

    private static IEnumerable<(string, string)> Refused(SubmitBody body) =>
        Submit.Decide(Drafted(), body, Given.FilerOf("C15"), Given.Rules, Given.Now).Problem!.Errors.Select(e => (e.Path, e.Code));

    [Fact]
    public void An_attachment_follows_later_where_the_rules_allow_it_and_no_later_than_they_say()
    {
        Assert.Equal([("attachments", "paper_missing")], Refused(Given.ReasonsOf("C15")));
        Assert.Equal([("toFollow[0].by", "attachment_may_not_follow")], Refused(Promising("taskBook", Last.AddDays(1))));
        Assert.Equal(
            [("attachments", "paper_missing"), ("toFollow[0]", "attachment_may_not_follow")],
            Refused(Promising("contract", Last)).Order()
        );
        Assert.Equal(ContractStatus.Submitted, Promised().Status);
    }

    [Fact]
    public void It_is_taken_during_the_examination_and_nothing_else_is()
    {
        var accepted = Accept.Decide(Promised(), Given.RegistrarA, Given.Rules, Given.Now).Value.State;

        var other = Attach.Decide(accepted, TaskBook with { Kind = "other" }, Given.FilerOf("C15"), Given.Rules, Given.Now);
        var followed = Attach.Decide(accepted, TaskBook, Given.FilerOf("C15"), Given.Rules, Given.Now).Value;
        var again = Attach.Decide(followed.State, TaskBook, Given.FilerOf("C15"), Given.Rules, Given.Now);

        Assert.Equal("kind", other.Problem?.Errors[0].Path);
        Assert.IsType<AttachmentFollowed>(followed.Event);
        Assert.Equal((ContractStatus.Accepted, "wrong_state"), (followed.State.Status, again.Problem?.Kind.Code));
    }

    [Fact]
    public void A_contract_is_not_registered_while_an_attachment_is_to_follow()
    {
        var accepted = Accept.Decide(Promised(), Given.RegistrarA, Given.Rules, Given.Now).Value.State;
        var assessed = Assess.Decide(accepted, Given.AssessmentOf("C15"), Given.RegistrarB, Given.Rules, Given.Now).Value.State;

        Assert.Equal("attachments_to_follow", Register.Decide(assessed, Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code);
        var complete = Attach.Decide(assessed, TaskBook, Given.FilerOf("C15"), Given.Rules, Given.Now).Value.State;
        Assert.NotEqual("attachments_to_follow", Register.Decide(complete, Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code);
    }

    [Fact]
    public void The_contract_shows_what_may_follow_and_by_when_it_will()
    {
        var shown = ContractView.Of(Promised(), Given.RegistrarB, 1, Given.Rules, Given.Today).RequiredAttachments!;

        Assert.Equal(
            (false, 10, (DateOnly?)Last),
            shown.Where(a => a.Kind == "taskBook").Select(a => (a.Attached, a.FollowsWithin!.Value, a.ToFollowBy)).Single()
        );
    }
}
