using FsCheck;
using FsCheck.Fluent;

namespace TechTransfer.Kernel.Tests;

public class CreditCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    // A valid authority, category and province, then random characters.
    private static readonly Gen<string> Codes =
        from head in Gen.Elements("9150", "1211", "5244", "9310", "A131", "N165", "Y110")
        from rest in Gen.Elements(Alphabet.ToCharArray()).ListOf(13)
        select head + new string([.. rest]);

    // First the worked example of GB 32100-2015. Zeros and a citizen's number can have a correct check character but are not credit
    // codes.
    [Theory]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("91350100M000100Y44", false)]
    [InlineData("000000000000000000", false)]
    [InlineData("110101199003070396", false)]
    [InlineData("511502199003070189", false)]
    [InlineData("91990100M000100Y4U", false)]
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

    [Theory]
    [InlineData("９１３５０１００Ｍ０００１００Ｙ４３")]
    [InlineData("91350100m000100y43")]
    [InlineData(" 9135 0100\u00A0M000\u3000100Y43\t")]
    [InlineData("91350100-M000100Y-4\u20133")]
    [InlineData("'91350100M000100Y43")]
    [InlineData("\u2018\uFEFF91350100\u200BM000100Y43")]
    public void A_code_is_read_as_people_type_and_paste_it(string typed)
    {
        Assert.True(CreditCode.TryRead(typed, out var code));
        Assert.Equal("91350100M000100Y43", code);
    }

    [Theory]
    [InlineData("9135O100M000100Y43", "character 5, 'O', is probably '0'", "第5位“O”可能应为“0”")]
    [InlineData("91350100M0001OOY43", "character 14, 'O', is probably '0', character 15, 'O', is probably '0'", "第14位")]
    [InlineData("91350100M000100Y4", "it has 17 characters instead of 18", "应为18位，现为17位")]
    [InlineData("91350100M000100Y4中", "character 18, '中', cannot be in a code", "第18位“中”不能用于代码")]
    [InlineData("01350100M000100Y43", "character 1, '0', is not the code of a registration authority", "第1位“0”")]
    [InlineData("94350100M000100Y43", "character 2, '4', is not the code of a category of organisations", "第2位“4”")]
    [InlineData("91990100M000100Y43", "characters 3 and 4, '99', are not the code of an administrative division", "“99”")]
    [InlineData("91350100M000100Y34", "characters 17 and 18 may be swapped", "第17位与第18位可能颠倒")]
    [InlineData("91350100M00010QY43", "character 15, 'Q', may be '0'", "第15位“Q”可能应为“0”")]
    public void A_wrong_code_says_which_character_looks_wrong(string code, string en, string zh)
    {
        var fault = CreditCode.FaultOf(code)!.Value;

        Assert.Contains(en, fault.En, StringComparison.Ordinal);
        Assert.Contains(zh, fault.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_gives_a_code_in_any_form_and_what_is_stored_stays_as_it_is()
    {
        const string body = "{\"code\":\" 91350100\u200Bm000100y43\"}";

        Assert.Equal("91350100M000100Y43", StrictJson.ReadEntered<Body>(System.Text.Encoding.UTF8.GetBytes(body)).Value!.Code);
        Assert.Equal(" 91350100\u200Bm000100y43", Json.Read<Body>(body).Code);
    }

    private sealed record Body([property: PlainCode] string? Code);
}
