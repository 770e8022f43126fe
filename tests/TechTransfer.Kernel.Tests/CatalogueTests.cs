using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Kernel.Tests;

public class CatalogueTests
{
    private static readonly ProblemKind[] Kinds =
    [
        .. typeof(Catalogue).GetProperties().Where(p => p.PropertyType == typeof(ProblemKind)).Select(p => (ProblemKind)p.GetValue(null)!),
    ];

    [Fact]
    public void Every_kind_is_listed_under_a_code_of_its_own()
    {
        Assert.Equal(Kinds.Length, Catalogue.All.Count);
        Assert.All(Kinds, k => Assert.Same(k, Catalogue.All[k.Code]));
        Assert.All(Kinds, k => Assert.Matches("^[a-z]+(_[a-z]+)*$", k.Code));
    }

    [Fact]
    public void Every_kind_is_an_error_of_http_and_speaks_both_languages()
    {
        Assert.All(
            Kinds,
            k =>
            {
                Assert.InRange(k.Status, 400, 599);
                Assert.Contains(k.Message.Zh, c => c is >= '\u4e00' and <= '\u9fff');
                Assert.DoesNotContain(k.Message.En, c => c is >= '\u4e00' and <= '\u9fff');
                Assert.NotEmpty(k.Message.En);
            }
        );
    }

    [Fact]
    public void Both_languages_of_a_kind_take_the_same_arguments()
    {
        Assert.All(Kinds, k => Assert.Equal(Arguments(k.Message.En), Arguments(k.Message.Zh)));

        static string[] Arguments(string sentence) =>
            [.. System.Text.RegularExpressions.Regex.Matches(sentence, @"\{[a-zA-Z]+\}").Select(m => m.Value).Distinct().Order()];
    }

    // Messages that end with {reason} are left out, because the reason says what to do.
    [Fact]
    public void A_message_says_what_is_wrong_and_what_to_do_now()
    {
        var incomplete = Kinds
            .Where(k => !k.Message.En.EndsWith("{reason}", StringComparison.Ordinal))
            .Where(k => Parts(k.Message.Zh, '。', '；', '，') < 2 || Parts(k.Message.En, '.', ':') < 2);
        Assert.Empty(incomplete.Select(k => k.Code));

        static int Parts(string sentence, params char[] ends) => sentence.Split(ends, StringSplitOptions.RemoveEmptyEntries).Length;
    }

    [Fact]
    public void Chinese_messages_have_the_words_and_the_typography_of_an_office() =>
        Assert.Empty(Kinds.SelectMany(k => ChineseTexts.FaultsOf(k.Message.Zh).Select(fault => $"{k.Code}: {fault}")));

    [Fact]
    public void Arguments_fill_the_sentence_each_language_with_its_own_words()
    {
        var problem = Problem.Of(Catalogue.WrongState, ("status", new Text("草稿", "draft")), ("action", "x"));

        Assert.Equal("该事项目前为“草稿”，不能办理“x”；请刷新后查看可办理的操作。", problem.Message.Zh);
        Assert.Equal("The status is 'draft', so 'x' is not possible. Refresh to see what can be done.", problem.Message.En);
    }

    [Fact]
    public void A_day_is_written_as_each_language_writes_it()
    {
        var problem = Problem.Of(Catalogue.NoticeEnded, ("until", new DateOnly(2026, 1, 5)));

        Assert.StartsWith("公示期已于2026年1月5日届满", problem.Message.Zh, StringComparison.Ordinal);
        Assert.StartsWith("The public notice ended on 2026-01-05", problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_argument_is_a_fault_of_ours() =>
        Assert.Throws<ArgumentException>(() => Problem.Of(Catalogue.WrongState, ("status", "draft")));

    [Fact]
    public void A_problem_names_its_fields()
    {
        var problem = Problem.Of(Catalogue.InvalidValue, ("reason", "x")).At("a[0].b").At("c");

        Assert.Equal([("a[0].b", "invalid_value"), ("c", "invalid_value")], problem.Errors.Select(e => (e.Path, e.Code)));
    }

    [Fact]
    public void An_outcome_holds_a_value_or_a_problem()
    {
        Outcome<int> good = 7;
        Outcome<int> bad = Problem.Of(Catalogue.NotFound);

        Assert.Equal((7, null), (good.Value, good.Problem));
        Assert.Same(Catalogue.NotFound, bad.Problem!.Kind);
        Assert.Throws<Failure>(() => bad.Value);
    }
}
