using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Receipts;

/// <summary>Test data for receipts: U1 receives money from E1 on C01 (value 1,200,000 yuan, of which 960,000 technical).</summary>
internal static class ReceiptGiven
{
    public static readonly Caller Payee = Given.Caller("office-u1");
    public static readonly Caller Payer = Given.Caller("company-e1");
    public static readonly Caller Finance = Given.Caller("finance-a");
    public static readonly Caller Stranger = Given.Caller("company-e4");
    public static readonly Caller Auditor = Given.Caller("auditor");

    private static int invoices;

    public static JsonObject Body(string contract, decimal amount, string receivedOn = "2026-05-20") =>
        Body([(contract, amount)], receivedOn);

    public static JsonObject Body((string Contract, decimal Amount)[] allocations, string receivedOn = "2026-05-20") =>
        new()
        {
            ["receivedOn"] = receivedOn,
            ["amount"] = allocations.Sum(a => a.Amount),
            ["invoiceNumber"] = $"2650{Interlocked.Increment(ref invoices):D8}",
            ["bankReference"] = "CMB-20260520-001",
            ["payer"] = SampleFiles.Uscc("E1"),
            ["allocations"] = new JsonArray([
                .. allocations.Select(a => new JsonObject { ["contractId"] = a.Contract, ["amount"] = a.Amount }),
            ]),
        };

    /// <summary>The registered C01 with other amounts, in yuan.</summary>
    public static Contract Contract(
        decimal value,
        decimal technical,
        ValueStatus status = ValueStatus.Fixed,
        PaymentMode mode = PaymentMode.Instalments
    )
    {
        var state = Given.Registered();
        return state with
        {
            Content = state.Content with { ContractValue = Yuan.Of(value), ValueStatus = status, PaymentMode = mode },
            Assessment = state.Assessment! with { TechnicalAmount = Yuan.Of(technical) },
        };
    }

    public static JsonNode Allocation(this JsonObject body, int index) => body["allocations"]![index]!;
}
