using TechTransfer.Benchmarks.Costs;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

public class OperationCostsTests
{
    [Fact]
    public async Task An_operation_costs_the_same_calls_and_rows_at_50_and_at_1000_stored_cases()
    {
        var costs = await OperationCosts.NewAsync();
        await costs.FillAsync(50);
        var few = await costs.MeasureAsync();
        await costs.FillAsync(1000);
        var many = await costs.MeasureAsync();

        Assert.Equal(few, many);
        Assert.All(few, c => Assert.InRange(c.Value.Calls, 1, 60));
    }
}
