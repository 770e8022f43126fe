using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public sealed class PlainTextTests
{
    // This form is part of stored keys (reservations, indexes), so it must never change.
    [Theory]
    [InlineData("重庆 Ａ１（虚构）", "重庆A1(虚构)")]
    [InlineData("\u2F6C标", "\u2F6C标")]
    [InlineData("Re\u0301s", "RE\u0301S")]
    public void The_form_that_is_stored_stays_as_it_was(string text, string plain) => Assert.Equal(plain, PlainText.Of(text));
}
