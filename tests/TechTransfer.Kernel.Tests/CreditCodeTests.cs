using FsCheck;
using FsCheck.Fluent;

namespace TechTransfer.Kernel.Tests;

public class CreditCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly Gen<string> Codes = Gen.Elements(Alphabet.ToCharArray()).ListOf(17).Select(c => new string([.. c]));

    // The example in GB 32100-2015, and a code of zeros, whose check character is easy to calculate by hand.
    [Theory]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("91350100M000100Y44", false)]
    [InlineData("000000000000000000", true)]
    [InlineData("91350100m000100Y43", false)]
    [InlineData("91350100M000100Y4", false)]
    [InlineData("91350100M000100Y433", false)]
    [InlineData("91350100I000100Y43", false)]
    [InlineData(" 1350100M000100Y43", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_code_is_genuine_or_not(string? code, bool genuine) => Assert.Equal(genuine, CreditCode.IsValid(code));

    [Fact]
    public void Every_code_with_its_check_character_is_genuine() =>
        Prop.ForAll(Codes.ToArbitrary(), c => CreditCode.IsValid(c + CreditCode.CheckCharacter(c))).QuickCheckThrowOnFailure();

    [Fact]
    public void One_wrong_character_is_always_noticed() =>
        Prop.ForAll(
                (
                    from code in Codes
                    from place in Gen.Choose(0, 17)
                    from wrong in Gen.Elements(Alphabet.ToCharArray())
                    select (code, place, wrong)
                ).ToArbitrary(),
                slip =>
                {
                    var code = (slip.code + CreditCode.CheckCharacter(slip.code)).ToCharArray();
                    var changed = code[slip.place] != slip.wrong;
                    code[slip.place] = slip.wrong;
                    return CreditCode.IsValid(new string(code)) != changed;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Two_neighbours_swapped_are_always_noticed() =>
        Prop.ForAll(
                (from code in Codes from place in Gen.Choose(0, 16) select (code, place)).ToArbitrary(),
                slip =>
                {
                    var code = (slip.code + CreditCode.CheckCharacter(slip.code)).ToCharArray();
                    (code[slip.place], code[slip.place + 1]) = (code[slip.place + 1], code[slip.place]);
                    return CreditCode.IsValid(new string(code)) == (code[slip.place] == code[slip.place + 1]);
                }
            )
            .QuickCheckThrowOnFailure();
}
