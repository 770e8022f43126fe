using System.Globalization;
using System.Text.RegularExpressions;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel;

/// <summary>The number of a natural person's identity document: a citizen's (公民身份号码, GB 11643-1999), that of a foreigner's permanent
/// residence card, which has the same structure, or another document's.</summary>
public static partial class PersonId
{
    private const int Length = 18;
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>True for a resident's 17 digits and check character, if they contain a valid day of birth and the check character is
    /// right.</summary>
    public static bool IsResident(string number) => number.Length == Length && FaultOf(number) is null && Digits().IsMatch(number);

    /// <summary>Describes what is wrong with a number in its plain form, without a full stop and without the number itself, since messages
    /// must not show it. Null when nothing is wrong, and for other kinds of document.</summary>
    public static Text? FaultOf(string number)
    {
        // Passports and travel permits have letters or are short. Fifteen digits are a citizen's number issued before 1999.
        if (!Digits().IsMatch(number) || number.Length <= 10)
            return null;
        if (number.Length is not (Length or 15))
            return new($"公民身份号码应为{Length}位，现为{number.Length}位", $"it has {number.Length} digits instead of {Length}");
        var birth = number.Length == Length ? number[6..14] : $"19{number[6..12]}";
        if (
            !DateOnly.TryParseExact(birth, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day.Year is < 1880 or > 2100
        )
            return new("其中的出生日期不存在", "the date of birth in it does not exist");
        return number.Length == Length && number[^1] != CheckCharacter(number)
            ? new("最后一位校验码不符", "its last character (the check character) does not match")
            : null;
    }

    private static char CheckCharacter(string number) =>
        CheckCharacters[number.Take(Length - 1).Select((c, i) => (c - '0') * Weights[i]).Sum() % 11];

    [GeneratedRegex("^[0-9]+X?$")]
    private static partial Regex Digits();
}
