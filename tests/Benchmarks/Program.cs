using System.Globalization;
using TechTransfer.Benchmarks.Imports;

// Measures what this machine cannot spoil: ratios of work done side by side in one run.
return args switch
{
    ["imports", .. var rest] => await ImportBenchmark.RunAsync(rest is [var rows] ? int.Parse(rows, CultureInfo.InvariantCulture) : 2000),
    _ => Help(),
};

static int Help()
{
    Console.WriteLine("imports [ROWS]   import a file, and make the same storage calls bare; the rate of the first as a share of the second (at least 70%)");
    return 1;
}
