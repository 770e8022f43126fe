using TechTransfer.Demo.Traces;
using TechTransfer.Testing;
using TechTransfer.Testing.Otlp;

namespace TechTransfer.EndToEnd;

public sealed class TraceTexts
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_trace_is_a_tree_of_invocations_with_their_storage_calls_in_one_figure()
    {
        OtlpSpan[] spans =
        [
            Span(
                "c",
                "b2",
                "CertificatesInbox",
                "certificates",
                340,
                112,
                message: "ContractRegistered",
                id: "01JQ0000000000000000CASE01",
                calls: 16
            ),
            Span("b", "a", "PUT", "contracts", 20, 3, source: "Azure.Data.Tables.TableClient"),
            Span("b2", "a", "Send", "contracts", 50, 3, source: "Azure.Data.Tables.TableClient"),
            Span("a", "caller", "RegisterContract", "contracts", 0, 61.4, id: "01JQ0000000000000000CASE01", calls: 49),
            Span("d", "a", "RewardsInbox", "rewards", 120, 48, message: "ContractRegistered", id: "01JQ0000000000000000CASE01", calls: 68),
            Span("e", "d", "NoticesInbox", "contracts", 500, 9.9, message: "CaseNotice", id: "n1", calls: 1, failed: true),
        ];
        Assert.Equal(
            """
            trace 0123abcd  04:00:00Z  0.510 s  contracts, rewards, certificates
               +0.000 s  contracts     RegisterContract                          …0000CASE01    61.4 ms   49 storage calls   24.5 ms
               +0.120 s  rewards       ├ RewardsInbox ← ContractRegistered       …0000CASE01    48.0 ms   68 storage calls   34.0 ms
               +0.500 s  contracts     │ └ NoticesInbox ← CaseNotice             n1              9.9 ms    1 storage call     0.5 ms  FAILED
               +0.340 s  certificates  └ CertificatesInbox ← ContractRegistered  …0000CASE01   112.0 ms   16 storage calls    8.0 ms

            """,
            TraceText.Of(spans)
        );
    }

    [Fact]
    public void Health_and_idle_timers_are_not_printed_and_a_failed_timer_is()
    {
        Assert.Equal(
            "",
            TraceText.Of([
                Span("a", "", "Health", "grants", 0, 5, calls: 9),
                Span("b", "a", "GET", "grants", 1, 1, source: "Azure.Data.Tables.TableClient"),
            ])
        );
        Assert.Equal("", TraceText.Of([Span("a", "", "Sweep", "grants", 0, 5, trigger: "timer")]));
        Assert.Contains(
            "Sweep",
            TraceText.Of([Span("a", "", "Sweep", "grants", 0, 5, trigger: "timer", failed: true)]),
            StringComparison.Ordinal
        );
        // A timer run that caused another invocation is shown with it.
        Assert.Equal(
            3,
            TraceText
                .Of([
                    Span("a", "", "Sweep", "grants", 0, 5, trigger: "timer"),
                    Span("b", "a", "RewardsInbox", "rewards", 9, 5, message: "CaseNotice"),
                ])
                .TrimEnd()
                .Split('\n')
                .Length
        );
    }

    [Fact]
    public void A_trace_is_printed_when_it_is_quiet_and_again_when_it_continues()
    {
        var (text, time) = (new StringWriter(), new TestTime(Noon));
        var follower = new Follower(text, time);
        follower.Take(Span("a", "", "RegisterContract", "contracts", 0, 10));
        time.Now += Follower.Quiet - TimeSpan.FromMilliseconds(1);
        follower.WriteFinished();
        Assert.Equal("", text.ToString());
        follower.Take(Span("b", "a", "RewardsInbox", "rewards", 20, 10));
        time.Now += Follower.Quiet;
        follower.WriteFinished();
        Assert.Contains("└ RewardsInbox", text.ToString(), StringComparison.Ordinal);

        follower.WriteFinished();
        Assert.Single(text.ToString().Split('\n'), l => l.StartsWith("trace ", StringComparison.Ordinal));
        follower.Take(Span("c", "b", "NoticesInbox", "contracts", 9000, 10));
        follower.WriteAll();
        Assert.Contains("(goes on)", text.ToString(), StringComparison.Ordinal);
        Assert.Single(text.ToString().Split('\n'), l => l.Contains("RewardsInbox", StringComparison.Ordinal));
    }

    private static OtlpSpan Span(
        string span,
        string parent,
        string name,
        string app,
        double start,
        double milliseconds,
        string? message = null,
        string? id = null,
        int calls = 0,
        bool failed = false,
        string trigger = "http",
        string source = "TechTransfer"
    )
    {
        var tags = new Dictionary<string, string>
        {
            ["faas.trigger"] = trigger,
            ["techtransfer.storage.calls"] = $"{calls}",
            ["techtransfer.storage.seconds"] = (calls / 2000m).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (message is not null)
            tags["techtransfer.message"] = message;
        if (id is not null)
            tags["techtransfer.id"] = id;
        return new(
            $"techtransfer-{app}",
            source,
            "0123abcd0123abcd0123abcd0123abcd",
            span,
            parent,
            name,
            Noon.AddMilliseconds(start),
            TimeSpan.FromMilliseconds(milliseconds),
            failed,
            tags
        );
    }
}
