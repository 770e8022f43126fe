using System.Globalization;
using TechTransfer.Benchmarks.Certificates;
using TechTransfer.Benchmarks.ColdStart;
using TechTransfer.Benchmarks.Commands;
using TechTransfer.Benchmarks.Costs;
using TechTransfer.Benchmarks.Imports;
using TechTransfer.Benchmarks.Rewards;

// Each benchmark prints its results and exits with 1 when a promise in docs/performance.md is broken.
static int Count(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

return args switch
{
    ["costs"] => await CostsVerb.RunAsync(100, 10_000),
    ["costs", var few, var many] => await CostsVerb.RunAsync(Count(few), Count(many)),
    ["commands"] => await CommandsVerb.RunAsync(100),
    ["commands", var repetitions] => await CommandsVerb.RunAsync(Count(repetitions)),
    ["imports"] => await ImportBenchmark.RunAsync(8000),
    ["imports", var rows] => await ImportBenchmark.RunAsync(Count(rows)),
    ["imports", "historical", var rows] => await ImportBenchmark.RunHistoricalAsync(Count(rows)),
    ["certificates"] => await CertificatesVerb.RunAsync(10_000),
    ["certificates", "start", var keys] => await CertificatesVerb.ChildAsync(keys, makesOne: false),
    ["certificates", "first", var keys] => await CertificatesVerb.ChildAsync(keys, makesOne: true),
    ["certificates", var many] => await CertificatesVerb.RunAsync(Count(many)),
    ["rewards"] => RulesBenchmark.Run(5000),
    ["rewards", var contracts] => RulesBenchmark.Run(Count(contracts)),
    ["rewards-year"] => YearBenchmark.Run(1_000_000),
    ["rewards-year", var contracts] => YearBenchmark.Run(Count(contracts)),
    ["coldstart"] => await ColdStartVerb.RunAsync(15),
    ["coldstart", var rounds] => await ColdStartVerb.RunAsync(Count(rounds)),
    ["overhead"] => await ColdStartVerb.OverheadAsync(2000),
    ["overhead", var calls] => await ColdStartVerb.OverheadAsync(Count(calls)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        costs [FEW MANY]          storage calls and rows read of each operation with so many contracts stored (100 and 10000)
        commands [REPETITIONS]    the time of a command against that of its storage calls made bare (100 repetitions)
        imports [ROWS]            the rate of an import against that of its table calls made bare (8000 rows)
        imports historical ROWS   one file of past registrations: calls of a row, and the time of its last tenth against the first
        certificates [MANY]       signed certificates a second against pdfkit and Chromium, size, the first one's time, memory over so many (10000)
        rewards [CONTRACTS]       working a contract out with its explanation against json-rules-engine without one (5000 contracts)
        rewards-year [CONTRACTS]  settling a nation's year as a stream: seconds, bytes per contract, memory (1000000 contracts, 3 receipts each)
        coldstart [ROUNDS]        from the start to the first 200 of each published app against a bare isolated worker, both under LocalHost, and its memory (15 rounds)
        overhead [CALLS]          a warm call of each published app through host and worker against the bare one: median and p99 (2000 calls)
        """
    );
    return 2;
}
