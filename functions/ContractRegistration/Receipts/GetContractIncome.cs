using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Receipts;

public sealed class GetContractIncome(
    AggregateStore<Contract> contracts,
    AggregateStore<Receipt> receipts,
    Accounts accounts,
    RuleBook rules
)
{
    [Function("GetContractIncome")]
    [Allowed]
    [Operation(
        "The income of a contract; with a receipt, the figures of the income assessment",
        Answer = typeof(IncomeSheet),
        Query = ["receipt: A confirmed receipt of this contract"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "contracts/{id}/income")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var loaded = await contracts.LoadAsync(id, cancellation);
        if (!loaded.Exists || !ReceiptAccess.MaySeeIncome(loaded.State!, request.Caller()) || loaded.State!.Number is null)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));

        Receipt? receipt = null;
        if (request.Asked("receipt") is { } receiptId)
        {
            receipt = ReceiptRules.IsContractId(receiptId) ? (await receipts.LoadAsync(receiptId, cancellation)).State : null;
            if (receipt is null || ReceiptAccess.Of(receipt, request.Caller()) == ReceiptSight.None)
                return new ProblemResult(Problem.Of(Catalogue.NotFound).At("receipt"));
            if (receipt.Allocations.All(a => a.ContractId != id))
                return new ProblemResult(Problem.Of(Catalogue.ReceiptOfOtherContract).At("receipt"));
            if (receipt.Status is not (ReceiptStatus.Confirmed or ReceiptStatus.Refunded))
                return new ProblemResult(Problem.Of(Catalogue.ReceiptNotConfirmed).At("receipt"));
        }
        var sums = await accounts.ReadAsync(Income.Account(id), cancellation);
        return Results.Json(IncomeSheet.Of(loaded.State, receipt, sums, rules), Json.Options);
    }
}
