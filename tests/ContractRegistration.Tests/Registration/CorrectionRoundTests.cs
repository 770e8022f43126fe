using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class CorrectionRoundTests
{
    private static readonly ReturnBody TwoPoints = new([
        new("paperUnreadable", "第三页看不清，请重新上传。"),
        new("subjectUnclear", "请补充知识产权归属。"),
    ]);

    private static Contract Returned(Contract submitted) =>
        Return.Decide(submitted, TwoPoints, Given.RegistrarA, Given.Rules, Given.Now).Value.State;

    private static SubmitBody Answering(params (int Correction, string Text)[] answers) =>
        new() { Answers = [.. answers.Select(a => new CorrectionAnswer(a.Correction, a.Text))] };

    private static IEnumerable<(string Path, string Code)> Refused(Contract state, SubmitBody body) =>
        Submit.Decide(state, body, Given.Filer, Given.Rules, Given.Now).Problem!.Errors.Select(e => (e.Path, e.Code));

    [Fact]
    public void A_resubmission_answers_each_point_of_the_list()
    {
        var state = Returned(Given.Submitted());

        Assert.Equal([("corrections[0]", "answer_missing"), ("corrections[1]", "answer_missing")], Refused(state, new()));
        Assert.Equal([("corrections[1]", "answer_missing")], Refused(state, Answering((0, "已重新上传。"))));
        Assert.Equal(
            [("answers[1].text", "text_unfit"), ("answers[2]", "answer_unfit"), ("answers[3]", "answer_unfit")],
            Refused(state, Answering((0, "已重新上传。"), (1, " "), (1, "已补充。"), (2, "多余的答复。")))
        );
    }

    [Fact]
    public void A_first_submission_has_nothing_to_answer() =>
        Assert.Equal([("answers[0]", "answer_unfit")], Refused(Given.Drafted(), Answering((0, "已重新上传。"))));

    [Fact]
    public void Earlier_returns_stay_with_their_answers()
    {
        var state = Returned(Given.Submitted());
        state = Submit
            .Decide(state, Answering((1, "已补充。"), (0, "已重新上传。")), Given.Filer, Given.Rules, Given.Now.AddDays(1))
            .Value.State;
        state = Return.Decide(state, Given.ACorrection, Given.RegistrarA, Given.Rules, Given.Now.AddDays(2)).Value.State;

        var rounds = ContractView.Of(state, Given.RegistrarB, 5).CorrectionRounds!;

        Assert.Equal(
            [(Given.Now, Given.Now.AddDays(1)), (Given.Now.AddDays(2), null)],
            rounds.Select(r => (r.ReturnedAt!.Value, r.AnsweredAt))
        );
        Assert.Equal(
            ["第三页看不清，请重新上传。 → 已重新上传。", "请补充知识产权归属。 → 已补充。"],
            rounds[0].Points.Select(p => $"{p.Message} → {p.Answer}")
        );
        Assert.Null(Assert.Single(rounds[1].Points).Answer);
    }

    [Fact]
    public void A_contract_returned_by_an_earlier_release_is_answered_too()
    {
        var state = Returned(Given.Submitted()) with { CorrectionRounds = [] };

        state = Submit.Decide(state, Given.AnswersTo(state), Given.Filer, Given.Rules, Given.Now).Value.State;

        Assert.Equal((null, 2), (state.CorrectionRounds[0].ReturnedAt, state.CorrectionRounds[0].Answers.Count));
    }

    [Fact]
    public void The_last_ten_returns_are_kept()
    {
        var state = Given.Submitted();
        for (var i = 0; i < 12; i++)
        {
            state = Return.Decide(state, Given.ACorrection, Given.RegistrarA, Given.Rules, Given.Now.AddHours(i)).Value.State;
            state = Submit.Decide(state, Given.AnswersTo(state), Given.Filer, Given.Rules, Given.Now.AddHours(i)).Value.State;
        }

        Assert.Equal(10, state.CorrectionRounds.Count);
        Assert.Equal(Given.Now.AddHours(2), state.CorrectionRounds[0].ReturnedAt);
    }
}
