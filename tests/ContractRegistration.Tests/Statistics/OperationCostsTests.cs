using TechTransfer.Benchmarks.Costs;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

public class OperationCostsTests
{
    [Fact]
    public async Task An_operation_costs_the_same_calls_and_rows_with_few_and_with_many_stored_contracts()
    {
        var costs = await OperationCosts.NewAsync();
        // One in ten waits, and a page shows five.
        await costs.FillAsync(60);
        var few = await costs.MeasureAsync();
        await costs.FillAsync(Extent.Of(200, inLongTests: 1000));
        var many = await costs.MeasureAsync();

        Assert.Equal(few, many);
        Assert.All(few, c => Assert.InRange(c.Value.Calls, 1, 60));
    }
}
