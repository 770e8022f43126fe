using System.Globalization;
using System.Text.Json;

namespace TechTransfer.Proof.Histories;

/// <summary>
/// Checks the numbers of contracts and certificates. The last six digits of a number count up; the part before them names its series
/// (registrar or prefix, and year).
/// </summary>
internal static class Numbers
{
    private const int Digits = 6;

    public static IEnumerable<Finding> Check(IEnumerable<SeenCall> calls, bool drained)
    {
        var owners = new Dictionary<string, (string Owner, SeenCall Call)>();
        var numbers = new Dictionary<string, (string Number, SeenCall Call)>();
        var lasts = new Dictionary<string, SortedSet<int>>();
        var open = new HashSet<string>();
        foreach (var (call, number, owner, hasOne, historical) in calls.SelectMany(Told))
        {
            if (!owners.TryAdd(number, (owner, call)) && owners[number].Owner != owner)
            {
                var reason = $"it belongs to {owners[number].Owner} and to {owner}";
                yield return new(FindingKind.NumberTwice, number, reason, Of(owners[number].Call, call));
            }
            if (hasOne && !numbers.TryAdd(owner, (number, call)) && numbers[owner].Number != number)
            {
                var reason = $"it has had the numbers {numbers[owner].Number} and {number}";
                yield return new(FindingKind.NumberTwice, owner, reason, Of(numbers[owner].Call, call));
            }
            if (number.Length <= Digits)
                continue;
            if (!int.TryParse(number[^Digits..], NumberStyles.None, CultureInfo.InvariantCulture, out var serial))
                continue;
            var series = number[..^Digits];
            if (!lasts.TryGetValue(series, out var known))
                lasts[series] = known = [];
            known.Add(serial);
            // Contracts imported from an earlier register keep their old numbers, so this series may have gaps.
            if (historical)
                open.Add(series);
        }
        if (!drained)
            yield break;
        foreach (var (series, known) in lasts.Where(s => !open.Contains(s.Key)))
        {
            var missing = Enumerable.Range(1, known.Max).Where(n => !known.Contains(n)).ToArray();
            if (missing.Length == 0)
                continue;
            yield return new(FindingKind.NumberGap, series, $"of 1 to {known.Max} these are missing: {string.Join(", ", missing)}", []);
        }
    }

    private static IEnumerable<(SeenCall Call, string Number, string Owner, bool HasOne, bool Historical)> Told(SeenCall call)
    {
        if (call.Body.ValueKind != JsonValueKind.Object || call.Parts is not ["contracts" or "certificates", ..])
            yield break;
        var isList = call.Body.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array;
        var shown = isList ? items.EnumerateArray().ToArray() : [call.Body];
        foreach (var one in shown)
        {
            if (HistoryChecker.Text(one, "number") is not { } number)
                continue;
            if (call.Parts[0] == "contracts" && HistoryChecker.Text(one, "id") is { } id)
            {
                yield return (call, number, $"contracts/{id}", true, one.TryGetProperty("historical", out _));
            }
            else if (call.Parts[0] == "certificates" && HistoryChecker.Text(one, "subject") is { } subject)
            {
                // A re-issued certificate gets a new number, so one subject may have several.
                yield return (call, number, $"{HistoryChecker.Text(one, "kind")} of {subject}", false, false);
            }
        }
    }

    private static (int, Load.RecordedCall)[] Of(params SeenCall[] calls) => [.. calls.Select(c => (c.Number, c.Call))];
}
