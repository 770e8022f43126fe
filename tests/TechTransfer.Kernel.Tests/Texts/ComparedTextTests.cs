using TechTransfer.Kernel.Texts;

namespace TechTransfer.Kernel.Tests.Texts;

public sealed class ComparedTextTests
{
    [Theory]
    [InlineData("重庆Ａ１（虚构）", "重庆a1(虚构)")]
    [InlineData("\u2F6C标", "目标")]
    [InlineData("Re\u0301sonance", "R\u00E9sonance")]
    [InlineData("重 庆\u3000目\u2009标", "重庆目标")]
    [InlineData("10\u2076 CO\u2082", "106 CO2")]
    [InlineData("ⅲ期", "III期")]
    public void Two_texts_that_read_the_same_are_the_same(string one, string other) => Assert.True(ComparedText.Same(one, other));

    [Theory]
    [InlineData("重庆目标", "重庆日标")]
    [InlineData("Resonance", "R\u00E9sonance")]
    [InlineData("", null)]
    public void Two_texts_that_read_differently_are_not(string one, string? other) => Assert.False(ComparedText.Same(one, other));
}
