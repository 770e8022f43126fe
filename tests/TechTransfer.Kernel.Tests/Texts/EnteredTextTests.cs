using System.Text;
using TechTransfer.Kernel.Texts;

namespace TechTransfer.Kernel.Tests.Texts;

public sealed class EnteredTextTests
{
    [Theory]
    [InlineData("目标", "目标")]
    [InlineData(" \u3000目标\u00A0\r\n", "目标")]
    [InlineData("\uFEFF目标\u200B", "目标")]
    [InlineData("Re\u0301sonance", "R\u00E9sonance")]
    [InlineData("第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行")]
    [InlineData("CO₂ 10⁻⁶ ⌀ 😀 \u2F6C \U00020BB7", "CO₂ 10⁻⁶ ⌀ 😀 \u2F6C \U00020BB7")]
    [InlineData("甲\u3000乙\u2009丙", "甲\u3000乙\u2009丙")]
    [InlineData(" \t ", "")]
    public void A_text_is_kept_composed_and_without_outer_blanks(string entered, string kept)
    {
        Assert.Equal(kept, EnteredText.Clean(entered, out var fault));
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("目\u200B标", 2, "U+200B", "invisible")]
    [InlineData("目标\uFEFF一", 3, "U+FEFF", "invisible")]
    [InlineData("目\u00AD标", 2, "U+00AD", "invisible")]
    [InlineData("葛\U000E0100城", 2, "U+E0100", "invisible")]
    [InlineData("一\u3164二", 2, "U+3164", "invisible")]
    [InlineData("一\u2028二", 2, "U+2028", "invisible")]
    [InlineData("目\u0001标", 2, "U+0001", "control")]
    [InlineData("目\t标", 2, "U+0009", "control")]
    [InlineData(" 目\u0000", 3, "U+0000", "control")]
    [InlineData("目\u202E标", 2, "U+202E", "direction")]
    [InlineData("目\u2067标", 2, "U+2067", "direction")]
    [InlineData("\uE000标", 1, "U+E000", "private")]
    [InlineData("\U000F0000标", 1, "U+F0000", "private")]
    [InlineData("\U00020BB7野\u0378", 3, "U+0378", "assigned character")]
    [InlineData("一\uFDD0二", 2, "U+FDD0", "assigned character")]
    [InlineData("一\uFFFD二", 2, "U+FFFD", "lost")]
    public void A_character_that_is_refused_is_named_by_code_point_and_place(string entered, int place, string codePoint, string why)
    {
        EnteredText.Clean(entered, out var fault);
        Assert.StartsWith($"character {place} ({codePoint}) ", fault!.Value.En, StringComparison.Ordinal);
        Assert.Contains(why, fault.Value.En, StringComparison.Ordinal);
        Assert.StartsWith($"第{place}个字符（{codePoint}）", fault.Value.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void All_refused_characters_are_named_and_of_many_the_first_five()
    {
        EnteredText.Clean("一\u200B二\u200B", out var two);
        Assert.Equal("character 2 (U+200B) is invisible: delete it", two!.Value.En);
        EnteredText.Clean("\u0001一\uE000\u200B二", out var three);
        Assert.Equal(2, three!.Value.En.Count(c => c == ';'));
        EnteredText.Clean($"一{(char)0xD800}二", out var half);
        Assert.Equal("character 2 (U+D800) is a replacement for a lost character: enter it again", half!.Value.En);
        EnteredText.Clean($"一{new string('\uE000', 9)}", out var nine);
        Assert.EndsWith("; and 4 more", nine!.Value.En, StringComparison.Ordinal);
    }

    private sealed record Filing(
        string Title,
        IReadOnlyList<string> Notes,
        IReadOnlyDictionary<string, string>? Names = null,
        int Count = 0
    );

    [Fact]
    public void Every_text_of_a_body_is_kept_clean()
    {
        var (filing, faults) = StrictJson.ReadEntered<Filing>(
            Encoding.UTF8.GetBytes(
                """{"title":" Re\u0301s\"1\" ","count":7,"notes":["a","第一行\r\n第二行","目标 "],"names":{"x":"\uFEFF乙"}}"""
            )
        );
        Assert.Empty(faults);
        Assert.Equal("R\u00E9s\"1\"", filing!.Title);
        Assert.Equal(["a", "第一行\n第二行", "目标"], filing.Notes);
        Assert.Equal(("乙", 7), (filing.Names!["x"], filing.Count));
    }

    [Fact]
    public void All_faults_of_a_body_are_reported_at_once_with_their_paths()
    {
        var (_, faults) = StrictJson.ReadEntered<Filing>(
            Encoding.UTF8.GetBytes("""{"title":"目\u200b标","notes":["a","\ue000"],"names":{"x":"a\u0001b"},"count":"7"}""")
        );
        Assert.Equal(["title", "notes[1]", "names.x", "count"], faults.Select(f => f.Path));
        Assert.Equal("character 2 (U+200B) is invisible: delete it", faults[0].Reason.En);
    }

    [Fact]
    public void A_stored_text_is_read_as_it_was_written()
    {
        var (filing, faults) = StrictJson.Read<Filing>(Encoding.UTF8.GetBytes("""{"title":" 目\u200b标 ","notes":["\ue000"]}"""));
        Assert.Empty(faults);
        Assert.Equal((" 目\u200B标 ", "\uE000"), (filing!.Title, filing.Notes[0]));
    }
}
