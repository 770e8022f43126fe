using TechTransfer.Kernel.Texts;

namespace TechTransfer.Kernel.Tests.Texts;

public sealed class TypedCodeTests
{
    [Theory]
    [InlineData("12500107MB0A1B0135")]
    [InlineData("12500107mb0a1b0135")]
    [InlineData(" 1250 0107 MB0A 1B0135\t")]
    [InlineData("１２５００１０７ＭＢ０ａ１Ｂ０１３５")]
    [InlineData("12500107-MB0A1B013—5")]
    [InlineData("12500107\u2212MB0A1B0135\u200B\u3000")]
    public void A_code_is_read_whatever_its_case_blanks_width_and_hyphens(string typed) =>
        Assert.Equal("12500107MB0A1B0135", TypedCode.Plain(typed));

    [Fact]
    public void What_is_no_code_stays_none()
    {
        Assert.Equal("", TypedCode.Plain(" - "));
        Assert.Equal("甲\uD800", TypedCode.Plain("甲\uD800"));
    }
}
