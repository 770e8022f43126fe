using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>A list that is built when it is first read: most explanations in the settlement of a year are never read.</summary>
internal sealed class LazyList<T>(Func<List<T>> make) : IReadOnlyList<T>
{
    private List<T>? made;

    public T this[int index] => Made[index];

    public int Count => Made.Count;

    private List<T> Made => made ??= make();

    public IEnumerator<T> GetEnumerator() => Made.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>An array: a step has too few inputs for a hash table to be faster.</summary>
internal sealed class Inputs(KeyValuePair<string, string>[] pairs) : IReadOnlyDictionary<string, string>
{
    public static Inputs None { get; } = new([]);

    public static Inputs Of(string name, string value) => new([new(name, value)]);

    public static Inputs Of(string name1, string value1, string name2, string value2) => new([new(name1, value1), new(name2, value2)]);

    public static Inputs Of(string name1, string value1, string name2, string value2, string name3, string value3) =>
        new([new(name1, value1), new(name2, value2), new(name3, value3)]);

    public string this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no input '{key}'.");

    public IEnumerable<string> Keys => pairs.Select(p => p.Key);

    public IEnumerable<string> Values => pairs.Select(p => p.Value);

    public int Count => pairs.Length;

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (var pair in pairs)
        {
            if (pair.Key == key)
            {
                value = pair.Value;
                return true;
            }
        }
        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal static class Written
{
    /// <summary>Fen as yuan with two decimals and thousands separators.</summary>
    public static string Yuan(long fen) => Kernel.Money.Yuan.FromFen(fen).ToString();

    /// <summary>Fractional fen as yuan with up to eight decimals, the result of a rate of six decimals on whole fen.</summary>
    public static string ExactYuan(decimal fen)
    {
        var whole = decimal.Truncate(fen);
        if (whole == fen)
            return Yuan((long)fen);
        var millionths = (long)((fen - whole) * 1_000_000);
        if (fen < 0 || whole + millionths / 1_000_000m != fen)
            return (fen / 100).ToString("#,##0.00##########################", CultureInfo.InvariantCulture);
        Span<char> digits = stackalloc char[6];
        var length = 0;
        for (var at = 5; at >= 0; at--)
        {
            (millionths, var digit) = Math.DivRem(millionths, 10);
            digits[at] = (char)('0' + digit);
            if (length == 0 && digit != 0)
                length = at + 1;
        }
        return string.Concat(Yuan((long)whole), digits[..length]);
    }

    public static string Percent(decimal rate) => (rate * 100).ToString("0.####", CultureInfo.InvariantCulture) + "%";

    public static string Count(long number) => number.ToString(number is > -1000 and < 1000 ? "D" : "N0", CultureInfo.InvariantCulture);
}
