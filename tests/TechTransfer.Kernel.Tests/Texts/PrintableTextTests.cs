using TechTransfer.Kernel.Texts;

namespace TechTransfer.Kernel.Tests.Texts;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("智能😀温室", "character 3 “😀” (U+1F600): delete it, or describe it in words", "请删除或者改用文字说明")]
    [InlineData("한", "character 1 “한” (U+D55C): use the Chinese name or Latin letters", "请改用中文译名或者拉丁字母")]
    [InlineData("㌬", "character 1 “㌬” (U+332C): use “パーツ”", "请改为“パーツ”")]
    [InlineData("甲\u1680乙", "character 2 “\u1680” (U+1680): use an ordinary space", "请改为普通空格")]
    [InlineData("\U00030EDE面", "character 1 “\U00030EDE” (U+30EDE): use the standard form", "用字形说明代替")]
    public void A_character_that_no_certificate_can_show_is_named_with_what_to_write_instead(string text, string en, string zh)
    {
        var fault = PrintableText.FaultOf(text)!.Value;
        Assert.StartsWith(en, fault.En, StringComparison.Ordinal);
        Assert.Contains(zh, fault.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("重庆高新区（虚构）第一期\n“智能”A-1：100%")]
    [InlineData("䶮𠮷龘⽬")]
    [InlineData("")]
    public void An_ordinary_text_has_no_such_character(string text) => Assert.Null(PrintableText.FaultOf(text));

    [Fact]
    public void A_text_is_described_by_code_points_where_it_cannot_be_shown()
    {
        Assert.Equal("第〔U+13000〕号〔U+1F600〕", PrintableText.Described("第\U00013000号😀"));
        Assert.Equal("目标", PrintableText.Described("目标"));
    }
}
