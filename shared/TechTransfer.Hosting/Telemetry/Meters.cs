using System.Diagnostics.Metrics;

namespace TechTransfer.Hosting.Telemetry;

/// <summary>All metrics of the apps, described in <c>docs/telemetry.md</c>. Measuring costs nothing while no exporter listens.</summary>
public static class Meters
{
    /// <summary>Exporters subscribe to this meter; queries and dashboards depend on the name.</summary>
    public const string MeterName = "TechTransfer";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>Duration in seconds, recorded once per invocation. Tags: function, trigger (http, queue, timer), outcome (done, refused,
    /// failed).</summary>
    public static readonly Histogram<double> InvocationDuration = Meter.CreateHistogram(
        "techtransfer.invocation.duration",
        "s",
        "How long invocations took, by function, trigger and outcome (done, refused, failed); its count is the number of invocations",
        advice: Buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
    );

    /// <summary>Number of storage calls, including retries, recorded once per invocation. Tags: function.</summary>
    public static readonly Histogram<int> InvocationStorageCalls = Meter.CreateHistogram(
        "techtransfer.invocation.storage_calls",
        "{call}",
        "Storage calls of an invocation, tries included, by function",
        advice: Buckets(0, 1, 2, 3, 5, 10, 20, 30, 50, 75, 100, 200)
    );

    /// <summary>Approximate number of messages, recorded every five minutes. Tags: queue.</summary>
    public static readonly Gauge<long> QueueLength = Meter.CreateGauge<long>(
        "techtransfer.queue.length",
        "{message}",
        "Messages in a queue that the app reads, those in work included"
    );

    /// <summary>Age of the oldest visible message, recorded every five minutes. Tags: queue.</summary>
    public static readonly Gauge<double> QueueAge = Meter.CreateGauge<double>(
        "techtransfer.queue.age",
        "s",
        "Age of the oldest message in a queue that nobody works on; 0 when there is none"
    );

    /// <summary>Messages that failed in all retries, recorded every five minutes. Tags: queue, without the suffix
    /// <c>-poison</c>.</summary>
    public static readonly Gauge<long> QueuePoison = Meter.CreateGauge<long>(
        "techtransfer.queue.poison",
        "{message}",
        "Messages of a queue that failed for good"
    );

    /// <summary>Number of unfinished commands, counted by their markers every five minutes. No tags.</summary>
    public static readonly Gauge<long> OutboxLength = Meter.CreateGauge<long>(
        "techtransfer.outbox.length",
        "{command}",
        "Commands whose effects (messages, lines of lists, sums) may not all be out; at most a thousand are counted"
    );

    /// <summary>Age of the oldest unfinished command, read from its marker every five minutes. No tags.</summary>
    public static readonly Gauge<double> OutboxAge = Meter.CreateGauge<double>(
        "techtransfer.outbox.age",
        "s",
        "Age of the oldest command whose effects may not all be out; 0 when there is none"
    );

    /// <summary>Items that failed and wait for a retry, over all kinds of work, recorded every five minutes. No tags.</summary>
    public static readonly Gauge<long> SetAside = Meter.CreateGauge<long>(
        "techtransfer.aside.count",
        "{item}",
        "Items that could not be done and are set aside, of all works; at most a thousand are counted"
    );

    /// <summary>Age of the last complete backup, recorded every five minutes once there is one. No tags.</summary>
    public static readonly Gauge<double> BackupAge = Meter.CreateGauge<double>(
        "techtransfer.backup.age",
        "s",
        "Time since everything written by then was in the backup; none before the first backup"
    );

    /// <summary>Recorded every five minutes. Tags: status.</summary>
    public static readonly Gauge<long> ContractCount = Meter.CreateGauge<long>(
        "techtransfer.case.count",
        "{case}",
        "Contracts in a status in which work waits; at most five thousand of a status are counted"
    );

    /// <summary>Number of registered contracts, recorded every five minutes. Tags: year.</summary>
    public static readonly Gauge<long> ContractRegistered = Meter.CreateGauge<long>(
        "techtransfer.case.registered",
        "{case}",
        "Registered contracts by year of registration"
    );

    /// <summary>Number of undecided contracts by remaining working days, recorded every five minutes. Tags: left (overdue, 0, 1-2, 3-5,
    /// 6-10, more).</summary>
    public static readonly Gauge<long> ContractClock = Meter.CreateGauge<long>(
        "techtransfer.case.clock",
        "{case}",
        "Contracts whose clock runs, by the working days that the office has left"
    );

    /// <summary>Recorded every five minutes, unless all contracts with a running clock are overdue. No tags.</summary>
    public static readonly Gauge<long> ContractNearest = Meter.CreateGauge<long>(
        "techtransfer.case.nearest",
        "{day}",
        "Working days left of the contract that is due next, of those that are not overdue"
    );

    /// <summary>Recorded every five minutes. Tags: status.</summary>
    public static readonly Gauge<long> ClaimCount = Meter.CreateGauge<long>(
        "techtransfer.claim.count",
        "{claim}",
        "Reward claims in a status in which work waits; at most five thousand of a status are counted"
    );

    /// <summary>Counted when a certificate is issued. Tags: kind.</summary>
    public static readonly Counter<long> CertificatesIssued = Meter.CreateCounter<long>(
        "techtransfer.certificate.issued",
        "{certificate}",
        "Certificates issued, by kind; per minute by its rate"
    );

    private static InstrumentAdvice<double> Buckets(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };

    private static InstrumentAdvice<int> Buckets(params int[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
