using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("重庆Ａ１（虚构）", "重庆a1(虚构)")]
    [InlineData("\u2F6C标", "目标")]
    [InlineData("Re\u0301sonance", "R\u00E9sonance")]
    [InlineData("重 庆\u3000目标", "重庆目标")]
    [InlineData("10\u2076 CO\u2082", "106 CO2")]
    public void Two_names_that_read_the_same_are_the_same(string one, string other) => Assert.True(PlainText.Same(one, other));

    [Theory]
    [InlineData("重庆目标", "重庆日标")]
    [InlineData("Resonance", "R\u00E9sonance")]
    [InlineData("", null)]
    public void Two_names_that_read_differently_are_not(string one, string? other) => Assert.False(PlainText.Same(one, other));

    // This form is part of stored keys (reservations, indexes), so it must never change.
    [Theory]
    [InlineData("重庆 Ａ１（虚构）", "重庆A1(虚构)")]
    [InlineData("\u2F6C标", "\u2F6C标")]
    [InlineData("Re\u0301s", "RE\u0301S")]
    public void The_form_that_is_stored_stays_as_it_was(string text, string plain) => Assert.Equal(plain, PlainText.Of(text));
}
