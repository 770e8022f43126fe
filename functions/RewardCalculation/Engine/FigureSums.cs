using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>
/// A small set of named sums. All contracts of a policy share the array of names, so that each contract needs only an array of values.
/// </summary>
internal sealed class FigureSums(string[] names, long[] values) : IReadOnlyDictionary<string, long>
{
    public long this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no figure '{key}'.");

    /// <summary>
    /// The values in the order of <paramref name="these"/>, which must be the same array object as this object's names; null for any
    /// other array.
    /// </summary>
    public long[]? InOrderOf(string[] these) => ReferenceEquals(names, these) ? values : null;

    public IEnumerable<string> Keys => names;

    public IEnumerable<long> Values => values;

    public int Count => names.Length;

    public bool ContainsKey(string key) => Array.IndexOf(names, key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out long value)
    {
        var at = Array.IndexOf(names, key);
        value = at < 0 ? 0 : values[at];
        return at >= 0;
    }

    public IEnumerator<KeyValuePair<string, long>> GetEnumerator()
    {
        for (var i = 0; i < names.Length; i++)
            yield return new(names[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
