using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Receipts;

namespace TechTransfer.ContractRegistration.Tests.Receipts;

public class ReceiptLifeCycleTests
{
    [Fact]
    public void Every_action_of_the_life_cycle_has_its_route_and_every_route_its_action()
    {
        var routes =
            from type in typeof(RecordReceipt).Assembly.GetTypes()
            from method in type.GetMethods()
            from parameter in method.GetParameters()
            let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
            where
                trigger is not null
                && trigger.Methods!.Contains("post")
                && trigger.Route!.StartsWith("receipts/{id}/", StringComparison.Ordinal)
            select trigger.Route!.Split('/')[2];

        Assert.Equal(
            routes.Distinct().Order(StringComparer.Ordinal),
            ReceiptLifeCycle.All.Select(a => a.Name).Order(StringComparer.Ordinal)
        );
    }
}
