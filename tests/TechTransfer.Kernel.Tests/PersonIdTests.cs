namespace TechTransfer.Kernel.Tests;

public class PersonIdTests
{
    // The worked examples of GB 11643-1999, then documents of other kinds.
    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("440524188001010014")]
    [InlineData("110105491231002")]
    [InlineData("E12345678")]
    [InlineData("H1234567890")]
    [InlineData("12345678")]
    [InlineData("")]
    public void A_number_without_a_fault(string number) => Assert.Null(PersonId.FaultOf(number));

    [Theory]
    [InlineData("110105194912310021", "check character")]
    [InlineData("11010519491331002X", "date of birth")]
    [InlineData("11010500000000002X", "date of birth")]
    [InlineData("1101051949123100", "16 digits instead of 18")]
    [InlineData("1101051949123100211", "19 digits instead of 18")]
    public void A_number_with_a_fault_says_which_and_not_the_number(string number, string fault)
    {
        var found = PersonId.FaultOf(number)!.Value;

        Assert.Contains(fault, found.En, StringComparison.Ordinal);
        Assert.DoesNotContain(number[..6], found.En + found.Zh, StringComparison.Ordinal);
    }
}
