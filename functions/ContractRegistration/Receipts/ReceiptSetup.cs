using Microsoft.Extensions.DependencyInjection;

namespace TechTransfer.ContractRegistration.Receipts;

public static class ReceiptSetup
{
    public static CommandSettings<Receipt> Commands { get; } =
        new(
            "receipt",
            "/api/receipts",
            MaySee: (receipt, caller) => ReceiptAccess.Of(receipt, caller) != ReceiptSight.None,
            View: (loaded, caller) => ReceiptView.Of(loaded.State!, caller, loaded.Version)
        );

    public static AggregateKind<Receipt> Of(BookReceipt book) =>
        new("receipt")
        {
            // An invoice number stays reserved even after a full refund; only a withdrawn receipt frees it.
            Reservations = receipt =>
                receipt.Status == ReceiptStatus.Withdrawn
                    ? []
                    : [$"invoice|{Ids.Derive(receipt.Payer.Identity, receipt.InvoiceNumber.ToUpperInvariant())}"],
            ReservationConflict = (_, _) => Problem.Of(Catalogue.DuplicateInvoice).At("invoiceNumber"),
            Lists = ReceiptLists.Of,
            Messages = (receipt, happened) =>
                happened switch
                {
                    ReceiptBooked or TechnicalPartsBooked => [ReceiptMessages.Confirmed(receipt)],
                    RefundConfirmed => [ReceiptMessages.Refunded(receipt)],
                    _ => [],
                },
            FollowUp = book.RunAsync,
            AbortedProblem = receipt => receipt.Refusal is { } refusal ? ConfirmReceipt.Refused(refusal) : null,
        };

    public static IServiceCollection AddReceipts(this IServiceCollection services)
    {
        services.AddSingleton<Accounts>();
        services.AddSingleton<NamedContracts>();
        services.AddSingleton<BookReceipt>();
        services.AddAggregates<Receipt>(provider => Of(provider.GetRequiredService<BookReceipt>()));
        services.AddSingleton(Commands);
        services.AddSingleton<Commands<Receipt>>();
        return services;
    }
}
