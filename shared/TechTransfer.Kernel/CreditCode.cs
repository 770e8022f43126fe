using System.Diagnostics.CodeAnalysis;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel;

/// <summary>The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, of which the last is a check character.</summary>
public static class CreditCode
{
    private const int Length = 18;
    private const int MaxNamed = 3;
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    // Registration authority (first character) and the categories (second character) that it assigns.
    private static readonly Dictionary<char, string> Categories = new()
    {
        ['1'] = "1239",
        ['2'] = "19",
        ['3'] = "123459",
        ['4'] = "19",
        ['5'] = "1239",
        ['6'] = "129",
        ['7'] = "129",
        ['8'] = "19",
        ['9'] = "123",
        ['A'] = "19",
        ['N'] = "1239",
        ['Y'] = "1",
    };

    // 10 stands for central authorities, which belong to no province.
    private static readonly HashSet<string> Provinces =
    [
        "10",
        .. "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 66 71 81 82".Split(' '),
    ];

    // Pairs: a character that is not in the alphabet, followed by the one that was probably meant.
    private const string NotInAlphabet = "O0I1Z2S5VU";
    private static readonly string[] LookAlikes = ["0D", "0Q", "8B", "6G"];

    /// <summary>Expects the plain form (capitals, no separators); use <see cref="TryRead"/> for a code as typed. Checks the check
    /// character too.</summary>
    public static bool IsValid([NotNullWhen(true)] string? code) => code is not null && FaultOf(code) is null;

    /// <summary>Converts a typed code to its plain form (half-width capitals without separators). True when the plain form is a valid
    /// code.</summary>
    /// <param name="text">The code as it was typed; null for none.</param>
    /// <param name="code">The plain form, also of an invalid code; see <c>PlainCode</c>.</param>
    public static bool TryRead(string? text, out string code)
    {
        code = PlainCode.Of(text ?? "");
        return IsValid(code);
    }

    /// <summary>Describes what is wrong with a code in its plain form, without a full stop; null when the code is valid.</summary>
    public static Text? FaultOf(string code)
    {
        if (InvalidCharacters(code) is { } strange)
            return strange;
        if (code.Length != Length)
            return new($"应为{Length}位，现为{code.Length}位", $"it has {code.Length} characters instead of {Length}");
        if (!Categories.TryGetValue(code[0], out var categories))
            return new($"第1位“{code[0]}”不是登记管理部门的代码", $"character 1, '{code[0]}', is not the code of a registration authority");
        if (!categories.Contains(code[1], StringComparison.Ordinal))
            return new($"第2位“{code[1]}”不是机构类别的代码", $"character 2, '{code[1]}', is not the code of a category of organisations");
        if (!Provinces.Contains(code[2..4]))
            return new(
                $"第3位和第4位“{code[2..4]}”不是行政区划的代码",
                $"characters 3 and 4, '{code[2..4]}', are not the code of an administrative division"
            );
        var check = CheckCharacter(code.AsSpan(0, Length - 1));
        if (code[^1] != check)
            return Mistyped(code, check);
        return PersonId.IsResident(code)
            ? new("这是个人的公民身份号码，不是单位的代码", "it is a person's identity number, not an organisation's code")
            : null;
    }

    /// <summary>The check character for the first 17: 31 minus the sum of value × 3^position modulo 31.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != Length - 1)
            throw new ArgumentException("17 characters are needed.", nameof(first17));
        var (sum, weight) = (0, 1);
        foreach (var character in first17)
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
                throw new ArgumentException($"'{character}' is not in the alphabet of GB 32100-2015.", nameof(first17));
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        return Alphabet[(31 - sum % 31) % 31];
    }

    private static Text? InvalidCharacters(string code)
    {
        var strange = code.Index().Where(c => !Alphabet.Contains(c.Item, StringComparison.Ordinal)).ToArray();
        if (strange.Length == 0)
            return null;
        return Text.Join(strange.Take(MaxNamed).Select(c => InvalidCharacter(c.Index + 1, c.Item)), "，");
    }

    private static Text InvalidCharacter(int place, char character)
    {
        var likely = NotInAlphabet.IndexOf(character, StringComparison.Ordinal);
        return likely >= 0 && likely % 2 == 0
            ? new(
                $"第{place}位“{character}”可能应为“{NotInAlphabet[likely + 1]}”",
                $"character {place}, '{character}', is probably '{NotInAlphabet[likely + 1]}'"
            )
            : new($"第{place}位“{character}”不能用于代码", $"character {place}, '{character}', cannot be in a code");
    }

    // For a code whose characters are all allowed but whose check character is wrong: name the typing errors that would explain it.
    private static Text Mistyped(string code, char check)
    {
        var last = new Text($"第{Length}位应为“{check}”", $"character {Length} should be '{check}'");
        var slips = Text.Join([.. Slips(code).Take(MaxNamed), last], "，或者", ", or ");
        return new($"校验位不符，{slips.Zh}", $"the check character does not agree: {slips.En}");
    }

    private static IEnumerable<Text> Slips(string code)
    {
        for (var i = 0; i < Length; i++)
        {
            foreach (var pair in LookAlikes)
            {
                var at = pair.IndexOf(code[i], StringComparison.Ordinal);
                if (at >= 0 && Agrees($"{code[..i]}{pair[1 - at]}{code[(i + 1)..]}"))
                    yield return new(
                        $"第{i + 1}位“{code[i]}”可能应为“{pair[1 - at]}”",
                        $"character {i + 1}, '{code[i]}', may be '{pair[1 - at]}'"
                    );
            }
            if (i + 1 < Length && code[i] != code[i + 1] && Agrees($"{code[..i]}{code[i + 1]}{code[i]}{code[(i + 2)..]}"))
                yield return new($"第{i + 1}位与第{i + 2}位可能颠倒", $"characters {i + 1} and {i + 2} may be swapped");
        }

        static bool Agrees(string other) => CheckCharacter(other.AsSpan(0, Length - 1)) == other[^1];
    }
}
