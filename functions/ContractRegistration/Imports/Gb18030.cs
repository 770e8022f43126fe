using System.Text;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>
/// GB18030 in its edition of 2022. .NET still decodes some two-byte codes, such as FE59, to private-use characters of the edition of
/// 2000, which no font shows.
/// </summary>
internal static class Gb18030
{
    // The private-use characters of the edition of 2000, each with its character of 2022: the codes A6D9 to A6F3, then FE51 to FEA0.
    private static readonly Dictionary<char, string> Assigned = new()
    {
        ['\uE78D'] = "\uFE10",
        ['\uE78E'] = "\uFE12",
        ['\uE78F'] = "\uFE11",
        ['\uE790'] = "\uFE13",
        ['\uE791'] = "\uFE14",
        ['\uE792'] = "\uFE15",
        ['\uE793'] = "\uFE16",
        ['\uE794'] = "\uFE17",
        ['\uE795'] = "\uFE18",
        ['\uE796'] = "\uFE19",
        ['\uE7C7'] = "\u1E3F",
        ['\uE816'] = "\U00020087",
        ['\uE817'] = "\U00020089",
        ['\uE818'] = "\U000200CC",
        ['\uE81E'] = "\u9FB4",
        ['\uE826'] = "\u9FB5",
        ['\uE82B'] = "\u9FB6",
        ['\uE82C'] = "\u9FB7",
        ['\uE831'] = "\U000215D7",
        ['\uE832'] = "\u9FB8",
        ['\uE83B'] = "\U0002298F",
        ['\uE843'] = "\u9FB9",
        ['\uE854'] = "\u9FBA",
        ['\uE855'] = "\U000241FE",
        ['\uE864'] = "\u9FBB",
    };

    /// <summary>Throws on invalid bytes instead of replacing them.</summary>
    public static Encoding Encoding { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new PlatformNotSupportedException("GB18030 is part of .NET.");

    /// <summary>Replaces private-use characters of the edition of 2000 by the characters of 2022.</summary>
    public static string Today(string decoded) =>
        decoded.Any(Assigned.ContainsKey) ? string.Concat(decoded.Select(c => Assigned.GetValueOrDefault(c, c.ToString()))) : decoded;
}
