namespace Azure.Data.Tables.Tests.Interop;

/// <summary>Values and keys at the edges of what Table Storage holds.</summary>
internal static class InteropSamples
{
    public static readonly IReadOnlyDictionary<string, object> Values = new Dictionary<string, object>
    {
        ["Int64Min"] = long.MinValue,
        ["Int64Max"] = long.MaxValue,
        ["Int64Beyond53Bits"] = 9_007_199_254_740_993L,
        ["Int64Zero"] = 0L,
        ["Int32Min"] = int.MinValue,
        ["Int32Max"] = int.MaxValue,
        ["DoubleTenth"] = 0.1,
        ["DoubleWhole"] = 5.0,
        ["DoubleMax"] = double.MaxValue,
        ["DoubleTiny"] = double.Epsilon,
        ["DoubleNotANumber"] = double.NaN,
        ["DoubleInfinite"] = double.PositiveInfinity,
        ["DoubleMinusInfinite"] = double.NegativeInfinity,
        ["True"] = true,
        ["False"] = false,
        ["Guid"] = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
        ["GuidEmpty"] = Guid.Empty,
        ["DateTicks"] = new DateTimeOffset(2026, 2, 28, 15, 59, 59, TimeSpan.Zero).AddTicks(1_234_567),
        ["DateWhole"] = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
        ["DateEarliest"] = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
        ["DateLatest"] = DateTimeOffset.MaxValue,
        ["DateInChina"] = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)),
        ["StringEmpty"] = "",
        ["StringChinese"] = "技术转让（技术秘密）合同",
        ["StringAstral"] = "𠮷野家 😀 𝒳",
        ["StringQuotes"] = "it's \"quoted\" \\ back / slash <&>",
        ["StringLines"] = "  first\r\n\tsecond\n ",
        ["StringLikeADate"] = "2026-01-01T00:00:00Z",
        ["StringLikeANumber"] = "0123",
        ["StringLongest"] = new string('界', 32 * 1024),
        ["BinaryEmpty"] = Array.Empty<byte>(),
        ["BinaryLongest"] = Bytes(64 * 1024),
        ["中文名"] = "a name that is no ASCII",
    };

    /// <summary>
    /// What the JavaScript client can write to Azurite: it sends Chinese text as plain UTF-8, of which Azurite garbles
    /// a character that falls between two chunks of a long body.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, object> ValuesForJavaScript =
        new Dictionary<string, object>(Values) { ["StringLongest"] = new string('x', 32 * 1024) };

    public static readonly IReadOnlyList<(string PartitionKey, string RowKey)> Keys =
    [
        ("plain", ""),
        ("", "row of an empty partition"),
        ("O'Brien", "''"),
        ("a b", " lead and trail "),
        ("100%", "%41%2F"),
        ("a+b", "a&b=c;d,e"),
        ("a|b", "state|00000001"),
        ("a@b", "(x)[y]{z}<>"),
        ("合同", "登记—２０２６"),
        ("𠮷", "😀"),
        ("\"q\"", "~!$^*_-.:`"),
    ];

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(index => (byte)(index * 31))];
}
