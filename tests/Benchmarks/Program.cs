using System.Globalization;
using TechTransfer.Benchmarks.Imports;

// Each verb prints what it measured and ends with 1 when a promise is not kept.
static int Count(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

return args switch
{
    ["imports"] => await ImportBenchmark.RunAsync(8000),
    ["imports", var rows] => await ImportBenchmark.RunAsync(Count(rows)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        imports [ROWS]            the rate of an import against that of its table calls made bare (8000 rows)
        """);
    return 2;
}
