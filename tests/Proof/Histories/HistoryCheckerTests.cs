using System.Text.RegularExpressions;
using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Histories;

/// <summary>Tests of the checker itself: it finds every kind of planted fault, and reports none in a correct history.</summary>
public sealed partial class HistoryCheckerTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    private static List<RecordedCall> Correct(int seed) => RandomHistory.Of(seed, 400);

    private static void AssertFound(FindingKind kind, IReadOnlyList<RecordedCall> calls)
    {
        var findings = HistoryChecker.Check(calls, drained: true);
        Assert.True(findings.Any(f => f.Kind == kind), $"{kind} was not found, but: {string.Join('\n', findings)}");
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_correct_history_has_no_finding(int seed)
    {
        var calls = RandomHistory.Of(seed, 1000);
        Assert.True(
            calls.Count(c => c.Status is null) > 10 && calls.Count(c => c.Status is 412) > 10 && calls.Exists(c => c.Status is 409)
        );
        Assert.Empty(HistoryChecker.Check(calls, drained: true));
        // The order of the recorded calls must not matter: real recordings are in the order in which calls ended.
        Assert.Empty(HistoryChecker.Check([.. calls.OrderBy(c => c.Ended)], drained: true));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_version_that_is_written_again_is_a_lost_update(int seed)
    {
        var calls = Correct(seed);
        var (first, second) = Pairs(calls, c => c.Method == "PUT")
            .First(p => p.Second.Started > p.First.Ended && p.Second.Key != p.First.Key);
        Replace(calls, second, second with { IfMatch = first.IfMatch, ETag = first.ETag });
        AssertFound(FindingKind.LostUpdate, calls);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_write_that_all_later_reads_lack_is_a_lost_update(int seed)
    {
        var calls = Correct(seed);
        var last = calls.Where(c => c.Method == "PUT" && c.IsAcknowledged).MaxBy(c => c.Ended)!;
        bool Shows(RecordedCall c) =>
            c is { Method: "GET", ETag: not null } && Thing(c) == Thing(last) && Version(c.ETag) >= Version(last.ETag);
        var later = calls.Where(Shows).ToArray();
        foreach (var read in later)
            Replace(calls, read, At(read, Version(last.IfMatch)));
        AssertFound(FindingKind.LostUpdate, calls);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_read_that_does_not_show_what_was_acknowledged_is_stale(int seed)
    {
        var calls = Correct(seed);
        var read = calls.First(r =>
            r is { Method: "GET", ETag: not null }
            && r.Client != "auditor"
            && Version(r.ETag) > 1
            && calls.Exists(w => w.IsAcknowledged && w.ETag == r.ETag && Thing(w) == Thing(r) && w.Ended < r.Started)
        );
        Replace(calls, read, At(read, Version(read.ETag) - 1));
        AssertFound(FindingKind.StaleRead, calls);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Two_acknowledged_writes_of_one_version_are_two_winners(int seed)
    {
        var calls = Correct(seed);
        var winner = calls.First(c => c is { Method: "PUT", IsAcknowledged: true });
        calls.Add(winner with { Client = "office-u9", Key = "another", Body = "{\"title\":\"另一合同\"}"u8.ToArray() });
        AssertFound(FindingKind.TwoWinners, calls);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_refusal_that_changed_something_is_found(int seed)
    {
        foreach (var method in (string[])["PUT", "POST"])
        {
            var calls = Correct(seed);
            var write = calls.First(c => c.IsAcknowledged && c.Method == method && c.IfMatch is not null && IsAlone(c, calls));
            Replace(calls, write, write with { Status = 409, ETag = null, Answer = "{}" });
            AssertFound(FindingKind.ChangedByRefusal, calls);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void One_key_that_made_two_things_is_found(int seed)
    {
        var calls = Correct(seed);
        var made = calls.First(c => c.Location is not null);
        calls.Add(made with { Location = "/api/contracts/case-x", Started = made.Ended.AddSeconds(1), Ended = made.Ended.AddSeconds(2) });
        AssertFound(FindingKind.KeyUsedTwice, calls);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void One_key_that_made_two_versions_is_found_whether_the_first_was_answered_or_not(int seed)
    {
        foreach (var answered in (bool[])[true, false])
        {
            var calls = Correct(seed);
            var (first, second) = Pairs(calls, c => c.Method == "PUT")
                .First(p =>
                    p.First.Client == p.Second.Client && p.First.Key != p.Second.Key && IsAlone(p.First, calls) && IsAlone(p.Second, calls)
                );
            Replace(calls, second, second with { Key = first.Key, Body = first.Body });
            if (!answered)
                Replace(calls, first, first with { Status = null, ETag = null, Answer = null });
            AssertFound(FindingKind.KeyUsedTwice, calls);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_version_that_reads_as_two_things_is_half_done(int seed)
    {
        var calls = Correct(seed);
        var read = calls.First(c =>
            c is { Method: "GET", ETag: not null }
            && c.Client != "auditor"
            && calls.Exists(o => o != c && o.ETag == c.ETag && Thing(o) == Thing(c))
        );
        Replace(calls, read, read with { Answer = read.Answer!.Replace("\"status\":\"", "\"status\":\"half-", StringComparison.Ordinal) });
        AssertFound(FindingKind.HalfDone, calls);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_number_of_two_things_and_a_gap_are_found(int seed)
    {
        var numbers = Correct(seed).SelectMany(c => Numbers().Matches(c.Answer ?? "").Select(m => m.Value)).Distinct().Order().ToArray();
        Assert.True(numbers.Length > 2);

        AssertFound(FindingKind.NumberTwice, Renumbered(Correct(seed), numbers[0], numbers[1]));
        var withGap = Renumbered(Correct(seed), numbers[^1], $"\"number\":\"5000012026{numbers.Length + 1:D6}\"");
        AssertFound(FindingKind.NumberGap, withGap);
        // Until the queues are drained a gap is allowed, because its owner may not have received the number yet.
        Assert.Empty(HistoryChecker.Check(withGap, drained: false));
    }

    [Fact]
    public void A_finding_names_its_calls()
    {
        var calls = Correct(1);
        var winner = calls.First(c => c is { Method: "PUT", IsAcknowledged: true });
        calls.Add(winner with { Client = "office-u9", Key = "another" });
        var finding = HistoryChecker.Check(calls, drained: true)[0];
        Assert.Equal([winner, calls[^1]], finding.Calls.Select(c => c.Call));
        Assert.All(finding.Calls, c => Assert.Same(calls[c.Number - 1], c.Call));
        Assert.Contains("office-u9 PUT", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_correct_calls_have_no_findings() =>
        Assert.Empty(HistoryChecker.Check(RandomHistory.Of(7, 10_000), drained: true));

    // Pairs of acknowledged writes on the same contract, in the order of their versions.
    private static IEnumerable<(RecordedCall First, RecordedCall Second)> Pairs(List<RecordedCall> calls, Func<RecordedCall, bool> which) =>
        from thing in calls.Where(c => c.IsAcknowledged && c.IfMatch is not null && which(c)).GroupBy(Thing)
        from first in thing
        from second in thing
        where Version(second.ETag) > Version(first.ETag)
        select (first, second);

    // True when the write was sent once, and no other call with an unknown outcome can have made its version.
    private static bool IsAlone(RecordedCall write, List<RecordedCall> calls) =>
        calls.TrueForAll(c =>
            c == write || (c.Key != write.Key && (c.Status is < 500 || c.IfMatch != write.IfMatch || Thing(c) != Thing(write)))
        );

    private static string Thing(RecordedCall call) => (call.Location ?? call.Path).Split('/') is [_, _, _, var id, ..] ? id : "";

    private static long Version(string? tag) => long.Parse(tag!.Trim('"'), System.Globalization.CultureInfo.InvariantCulture);

    private static RecordedCall At(RecordedCall read, long version) => read with { ETag = $"\"{version}\"", Answer = null };

    private static void Replace(List<RecordedCall> calls, RecordedCall old, RecordedCall by) =>
        calls[calls.FindIndex(c => ReferenceEquals(c, old))] = by;

    private static List<RecordedCall> Renumbered(List<RecordedCall> calls, string number, string by) =>
        calls.ConvertAll(c => c with { Answer = c.Answer?.Replace(number, by, StringComparison.Ordinal) });

    [GeneratedRegex("\"number\":\"\\d{16}\"")]
    private static partial Regex Numbers();
}
