using System.Diagnostics;

namespace TechTransfer.Benchmarks.Costs;

/// <c>costs</c>: counts the storage calls and rows of each operation, with few and with many stored contracts.
public static class CostsVerb
{
    public static async Task<int> RunAsync(int few, int many)
    {
        var costs = await OperationCosts.NewAsync();
        await costs.FillAsync(few);
        var withFew = await costs.MeasureAsync();
        var watch = Stopwatch.StartNew();
        await costs.FillAsync(
            many,
            stored => Console.Error.WriteLine($"{stored} contracts stored after {watch.Elapsed.TotalSeconds:F0} s")
        );
        var withMany = await costs.MeasureAsync();

        Console.WriteLine($"| operation | calls at {few} | rows at {few} | calls at {many} | rows at {many} |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var (operation, cost) in withFew)
        {
            Console.WriteLine($"| {operation} | {cost.Calls} | {cost.Rows} | {withMany[operation].Calls} | {withMany[operation].Rows} |");
        }
        var grown = withFew.Where(c => withMany[c.Key] != c.Value).Select(c => c.Key).ToArray();
        Console.WriteLine(grown.Length == 0 ? "No operation costs more." : $"These do not cost the same: {string.Join(", ", grown)}.");
        return grown.Length == 0 ? 0 : 1;
    }
}
