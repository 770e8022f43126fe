using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;
using static TechTransfer.ContractRegistration.Tests.Receipts.ReceiptGiven;

namespace TechTransfer.ContractRegistration.Tests.Receipts;

public sealed class ReceiptLifeTests
{
    [Fact]
    public async Task A_confirmed_receipt_counts_with_its_technical_part()
    {
        var (app, c01) = await StartAsync();

        var recorded = await app.RecordAsync(Payee, Body(c01, 480_000));
        Assert.Equal((201, "recorded"), (recorded.Status, (string)recorded.Json!["status"]!));
        Assert.Equal(0m, (decimal)(await app.IncomeAsync(Payee, c01)).Json!["cumulated"]!["received"]!);

        var confirmed = await app.ConfirmAsync(Payer, recorded.Id, recorded.Tag);
        Assert.Equal((200, "confirmed"), (confirmed.Status, (string)confirmed.Json!["status"]!));
        Assert.Equal(384_000m, (decimal)confirmed.Json["allocations"]![0]!["technicalAmount"]!);

        var income = (await app.IncomeAsync(Payer, c01, recorded.Id)).Json!;
        Assert.Equal(
            (480_000m, 384_000m, 96_000m),
            (
                (decimal)income["cumulated"]!["received"]!,
                (decimal)income["cumulated"]!["technicalIncome"]!,
                (decimal)income["cumulated"]!["costDeducted"]!
            )
        );
        Assert.Equal(
            (720_000m, 576_000m),
            ((decimal)income["cumulated"]!["outstanding"]!, (decimal)income["cumulated"]!["technicalOutstanding"]!)
        );
        var thisTime = income["thisTime"]!;
        Assert.Equal(
            (480_000m, 384_000m, 96_000m, 384_000m),
            (
                (decimal)thisTime["valueRealised"]!,
                (decimal)thisTime["technicalValueRealised"]!,
                (decimal)thisTime["costDeducted"]!,
                (decimal)thisTime["technicalIncome"]!
            )
        );
        // The contract's non-technical costs are 180,000 for equipment and 60,000 for material; the receipt has 40% of each.
        Assert.Equal(
            [("equipment", 72_000m), ("rawMaterial", 24_000m)],
            thisTime["costs"]!.AsArray().Select(c => ((string)c!["type"]!, (decimal)c["amount"]!))
        );
        Assert.Equal(
            ["technical_part_pro_rata", "technical_income", "cumulated"],
            income["explanation"]!.AsArray().Select(s => (string)s!["code"]!)
        );
    }

    [Fact]
    public async Task The_message_of_a_confirmed_receipt_contains_all_that_rewards_need()
    {
        var (app, c01) = await StartAsync();
        var receipt = await ConfirmedAsync(app, Body(c01, 480_000));

        var envelope = Assert.Single(await app.MessagesAsync());
        Assert.Equal((MessageNames.ReceiptConfirmed, receipt.Id), (envelope.Type, envelope.Aggregate));
        var message = envelope.Body!.Value.Deserialize<ReceiptConfirmed>(Json.Options)!;
        Assert.Equal((SampleFiles.Uscc("U1"), SampleFiles.Uscc("E1")), (message.Payee.Uscc, message.Payer.Uscc));
        Assert.Equal((new DateOnly(2026, 5, 20), 2026, Yuan.Of(480_000)), (message.ReceivedOn, message.Year, message.Amount));
        Assert.Equal([new ReceiptAllocation(c01, Yuan.Of(480_000), Yuan.Of(384_000))], message.Allocations);

        var refunded = await RefundedAsync(app, receipt, 120_000);
        var second = Assert.Single(await app.MessagesAsync());
        Assert.Equal(MessageNames.ReceiptRefunded, second.Type);
        Assert.True(second.Version > envelope.Version);
        var refund = Assert.Single(second.Body!.Value.Deserialize<ReceiptRefunded>(Json.Options)!.Refunds);
        Assert.Equal((2026, Yuan.Of(120_000), Yuan.Of(96_000)), (refund.Year, refund.Amount, refund.Allocations[0].TechnicalAmount!.Value));
        Assert.Equal("confirmed", (string)refunded.Json!["status"]!);
    }

    [Fact]
    public async Task One_receipt_covers_two_contracts()
    {
        var (app, c01) = await StartAsync();
        var second = await app.PutAsync(Contract(100_000, 25_000));

        var receipt = await ConfirmedAsync(app, Body([(c01, 240_000), (second, 60_000)]));

        Assert.Equal([192_000m, 15_000m], receipt.Json!["allocations"]!.AsArray().Select(a => (decimal)a!["technicalAmount"]!));
        Assert.Equal(240_000m, await ReceivedAsync(app, c01));
        Assert.Equal(60_000m, await ReceivedAsync(app, second));
        var line = (await app.ListAsync(Payee, $"contract={second}")).Json!["items"]!.AsArray().Single()!;
        Assert.Equal((60_000m, 15_000m, receipt.Id), ((decimal)line["amount"]!, (decimal)line["technicalAmount"]!, (string)line["id"]!));
    }

    [Fact]
    public async Task A_receipt_belongs_to_the_year_in_which_the_money_came_in_and_a_refund_to_its_own()
    {
        var (app, c01) = await StartAsync();
        await ConfirmedAsync(app, Body(c01, 480_000));
        app.Time.Now = Given.At(new(2027, 2, 1));
        var next = await ConfirmedAsync(app, Body(c01, 480_000, "2027-01-05"));
        app.Time.Now = Given.At(new(2028, 2, 1));
        await RefundedAsync(app, next, 240_000, "2028-01-10");

        var years = (await app.IncomeAsync(Auditor, c01)).Json!["years"]!.AsArray();

        Assert.Equal(
            [(2026, 480_000m, 0m), (2027, 480_000m, 0m), (2028, 0m, 240_000m)],
            years.Select(y => ((int)y!["year"]!, (decimal)y["received"]!, (decimal)y["refunded"]!))
        );
        Assert.Equal(
            [(384_000m, 0m), (384_000m, 0m), (0m, 192_000m)],
            years.Select(y => ((decimal)y!["technical"]!, (decimal)y["technicalRefunded"]!))
        );
    }

    [Fact]
    public async Task A_payers_invoice_is_recorded_once_and_freed_by_a_withdrawal_before_the_confirmation()
    {
        var (app, c01) = await StartAsync();
        var body = Body(c01, 100);
        body["invoiceNumber"] = "AB-1";
        var first = await app.RecordAsync(Payee, body.DeepClone());
        var again = body.DeepClone();
        again["invoiceNumber"] = "ab-1";

        var refused = await app.RecordAsync(Payee, again.DeepClone());
        Assert.Equal((409, "duplicate_invoice"), (refused.Status, refused.Code));
        Assert.Equal([("invoiceNumber", "duplicate_invoice")], refused.Errors);

        Assert.Equal("withdrawn", (string)(await app.WithdrawAsync(Payee, first.Id, first.Tag)).Json!["status"]!);
        var second = await app.RecordAsync(Payee, again.DeepClone());
        Assert.Equal(201, second.Status);
        var confirmed = await app.ConfirmAsync(Payer, second.Id, second.Tag);
        await RefundedAsync(app, confirmed, 100);
        Assert.Equal("duplicate_invoice", (await app.RecordAsync(Payee, body.DeepClone())).Code);
    }

    [Fact]
    public async Task The_same_call_again_records_once()
    {
        var (app, c01) = await StartAsync();
        var body = Body(c01, 100);

        var first = await app.RecordAsync(Payee, body.DeepClone(), key: "once");
        var again = await app.RecordAsync(Payee, body.DeepClone(), key: "once");

        Assert.Equal((201, first.Id), (again.Status, again.Id));
        Assert.Single((await app.ListAsync(Payee, $"contract={c01}")).Json!["items"]!.AsArray());
    }

    [Fact]
    public async Task Only_the_payer_or_finance_confirms()
    {
        var (app, c01) = await StartAsync();
        var receipt = await app.RecordAsync(Payee, Body(c01, 100));

        Assert.Equal((403, "payer_or_finance_only"), Told(await app.ConfirmAsync(Payee, receipt.Id, receipt.Tag)));
        Assert.Equal((404, "not_found"), Told(await app.ConfirmAsync(Stranger, receipt.Id, receipt.Tag)));
        Assert.Equal((428, "if_match_missing"), Told(await app.ConfirmAsync(Payer, receipt.Id, null)));
        var confirmed = await app.ConfirmAsync(Finance, receipt.Id, receipt.Tag);
        Assert.Equal("confirmed", (string)confirmed.Json!["status"]!);
        Assert.Equal((412, "version_conflict"), Told(await app.ConfirmAsync(Payer, receipt.Id, receipt.Tag)));
        Assert.Equal((409, "nothing_to_confirm"), Told(await app.ConfirmAsync(Payer, receipt.Id, confirmed.Tag)));
        Assert.Equal((409, "wrong_state"), Told(await app.WithdrawAsync(Payee, receipt.Id, confirmed.Tag)));
    }

    [Fact]
    public async Task A_refund_counts_once_the_payer_confirmed_it()
    {
        var (app, c01) = await StartAsync();
        var receipt = await ConfirmedAsync(app, Body(c01, 480_000));

        var filed = await app.RefundAsync(Payee, receipt.Id, receipt.Tag, Refund(180_000));
        Assert.Equal((200, 180_000m), (filed.Status, (decimal)filed.Json!["pendingRefund"]!["amount"]!));
        Assert.Equal(0m, (decimal)(await app.IncomeAsync(Payee, c01)).Json!["cumulated"]!["refunded"]!);
        Assert.Equal((409, "refund_pending"), Told(await app.RefundAsync(Payee, receipt.Id, filed.Tag, Refund(1))));
        Assert.Equal((403, "payee_only"), Told(await app.RefundAsync(Payer, receipt.Id, filed.Tag, Refund(1))));

        var confirmed = await app.ConfirmAsync(Payer, receipt.Id, filed.Tag);
        Assert.Equal(("confirmed", 180_000m), ((string)confirmed.Json!["status"]!, (decimal)confirmed.Json["refunded"]!));
        var income = (await app.IncomeAsync(Payee, c01, receipt.Id)).Json!;
        Assert.Equal(
            (300_000m, 240_000m),
            ((decimal)income["cumulated"]!["valueRealised"]!, (decimal)income["cumulated"]!["technicalIncome"]!)
        );
        Assert.Equal(
            (300_000m, 240_000m, 60_000m),
            (
                (decimal)income["thisTime"]!["valueRealised"]!,
                (decimal)income["thisTime"]!["technicalIncome"]!,
                (decimal)income["thisTime"]!["costDeducted"]!
            )
        );

        var rest = await RefundedAsync(app, confirmed, 300_000);
        Assert.Equal("refunded", (string)rest.Json!["status"]!);
        Assert.Equal(0m, (decimal)(await app.IncomeAsync(Payee, c01)).Json!["cumulated"]!["technicalIncome"]!);
    }

    [Theory]
    [InlineData("amount", 480_000.01, "refund_exceeds_receipt", "amount")]
    [InlineData("amount", 0, "figure_out_of_range", "amount")]
    [InlineData("refundedOn", "2026-06-02", "date_in_future", "refundedOn")]
    [InlineData("refundedOn", "2026-05-19", "refunded_before_received", "refundedOn")]
    [InlineData("bankReference", "", "bank_reference_malformed", "bankReference")]
    public async Task A_malformed_refund_is_refused_with_code_and_path(string field, object value, string code, string path)
    {
        var (app, c01) = await StartAsync();
        var receipt = await ConfirmedAsync(app, Body(c01, 480_000));
        var body = Refund(100);
        body[field] = JsonSerializer.SerializeToNode(value);

        Assert.Equal([(path, code)], (await app.RefundAsync(Payee, receipt.Id, receipt.Tag, body)).Errors);
    }

    [Fact]
    public async Task A_refund_names_its_contracts_or_spreads_over_what_is_left()
    {
        var (app, c01) = await StartAsync();
        var second = await app.PutAsync(Contract(100_000, 25_000));
        var receipt = await ConfirmedAsync(app, Body([(c01, 20_000), (second, 10_000)]));
        JsonObject Named(string contract, decimal amount, decimal whole)
        {
            var body = Refund(whole);
            body["allocations"] = new JsonArray(new JsonObject { ["contractId"] = contract, ["amount"] = amount });
            return body;
        }

        Assert.Equal(
            [("allocations[0].amount", "refund_exceeds_receipt")],
            (await app.RefundAsync(Payee, receipt.Id, receipt.Tag, Named(second, 10_001, 10_001))).Errors
        );
        Assert.Equal(
            [("allocations[0].contractId", "contract_unknown")],
            (await app.RefundAsync(Payee, receipt.Id, receipt.Tag, Named("other", 1, 1))).Errors
        );
        Assert.Equal(
            [("allocations", "allocations_differ")],
            (await app.RefundAsync(Payee, receipt.Id, receipt.Tag, Named(second, 1, 2))).Errors
        );
        var filed = await app.RefundAsync(Payee, receipt.Id, receipt.Tag, Named(second, 4_000, 4_000));
        var confirmed = await app.ConfirmAsync(Finance, receipt.Id, filed.Tag);
        var spread = await app.RefundAsync(Payee, receipt.Id, confirmed.Tag, Refund(100.01m));

        // The refund of 100.01 is split in proportion to the 20,000 and 6,000 that remain.
        Assert.Equal([76.93m, 23.08m], spread.Json!["pendingRefund"]!["allocations"]!.AsArray().Select(a => (decimal)a!["amount"]!));
    }

    [Fact]
    public async Task A_refund_that_waits_may_be_withdrawn()
    {
        var (app, c01) = await StartAsync();
        var receipt = await ConfirmedAsync(app, Body(c01, 480_000));
        var filed = await app.RefundAsync(Payee, receipt.Id, receipt.Tag, Refund(1));

        var withdrawn = await app.WithdrawAsync(Payee, receipt.Id, filed.Tag);

        Assert.Equal("confirmed", (string)withdrawn.Json!["status"]!);
        Assert.Null(withdrawn.Json["pendingRefund"]);
        Assert.Equal("nothing_to_confirm", (await app.ConfirmAsync(Payer, receipt.Id, withdrawn.Tag)).Code);
    }

    [Fact]
    public async Task Money_on_an_undetermined_value_has_no_technical_part_until_the_value_is_settled()
    {
        var app = await HttpHarness.NewAsync();
        var contract = await app.PutAsync(Contract(0, 0, ValueStatus.Undetermined, PaymentMode.Royalty));
        var recorded = await app.RecordAsync(Payee, Body(contract, 30_000));
        Assert.Contains(recorded.Json!["findings"]!.AsArray(), f => (string)f!["code"]! == "value_undetermined");
        var confirmed = await app.ConfirmAsync(Payer, recorded.Id, recorded.Tag);
        Assert.Null(confirmed.Json!["allocations"]![0]!["technicalAmount"]);
        Assert.Null((await app.IncomeAsync(Payee, contract, recorded.Id)).Json!["thisTime"]!["technicalIncome"]);
        var filed = await app.RefundAsync(Payee, recorded.Id, confirmed.Tag, Refund(10_000));
        confirmed = await app.ConfirmAsync(Payer, recorded.Id, filed.Tag);
        Assert.Equal((409, "value_undetermined"), Told(await app.SettleAsync(Payee, recorded.Id, confirmed.Tag)));

        await app.PutAsync(Contract(100_000, 60_000), contract);
        var settled = await app.SettleAsync(Payee, recorded.Id, confirmed.Tag);

        Assert.Equal(
            (18_000m, 6_000m),
            (
                (decimal)settled.Json!["allocations"]![0]!["technicalAmount"]!,
                (decimal)settled.Json["allocations"]![0]!["technicalRefunded"]!
            )
        );
        Assert.Equal(12_000m, (decimal)(await app.IncomeAsync(Payee, contract)).Json!["cumulated"]!["technicalIncome"]!);
        Assert.Equal((409, "nothing_to_settle"), Told(await app.SettleAsync(Payee, recorded.Id, settled.Tag)));
        Assert.Equal(MessageNames.ReceiptConfirmed, (await app.MessagesAsync()).MaxBy(m => m.Version)!.Type);
    }

    [Fact]
    public async Task What_passes_with_a_warning_says_so()
    {
        var app = await HttpHarness.NewAsync();
        var estimated = await app.PutAsync(Contract(1_000, 600, ValueStatus.Estimated));
        var body = Body(estimated, 1_500, "2026-03-01");
        body["prepayment"] = true;
        body.Allocation(0)["technicalAmount"] = 600;

        var recorded = await app.RecordAsync(Payee, body);

        Assert.Equal(201, recorded.Status);
        Assert.Equal(
            [("received_before_signing", "receivedOn"), ("value_exceeded", "allocations[0].amount")],
            recorded.Json!["findings"]!.AsArray().Select(f => ((string)f!["code"]!, (string)f["path"]!))
        );

        var above = Body(estimated, 100);
        above.Allocation(0)["technicalAmount"] = 100;
        Assert.Equal(
            "technical_above_pro_rata",
            (string)(await app.RecordAsync(Payee, above)).Json!["findings"]!.AsArray().Single()!["code"]!
        );
    }

    [Fact]
    public async Task A_contract_that_is_no_longer_registered_takes_no_confirmation()
    {
        var (app, c01) = await StartAsync();
        var receipt = await app.RecordAsync(Payee, Body(c01, 100));
        await app.PutAsync(Given.Registered() with { Status = ContractStatus.Withdrawn }, c01);

        var reply = await app.ConfirmAsync(Payer, receipt.Id, receipt.Tag);

        Assert.Equal((409, "receipt_not_confirmable"), Told(reply));
        Assert.Equal([("allocations[0].contractId", "contract_not_registered")], reply.Errors);
    }

    private static (int, string?) Told(Reply reply) => (reply.Status, reply.Code);

    private static JsonObject Refund(decimal amount, string on = "2026-05-30") =>
        new()
        {
            ["refundedOn"] = on,
            ["amount"] = amount,
            ["bankReference"] = "TK-1",
        };

    private static async Task<(HttpHarness App, string C01)> StartAsync()
    {
        var app = await HttpHarness.NewAsync();
        return (app, await app.PutAsync(Given.Registered()));
    }

    private static async Task<Reply> ConfirmedAsync(HttpHarness app, JsonObject body)
    {
        var recorded = await app.RecordAsync(Payee, body);
        var confirmed = await app.ConfirmAsync(Payer, recorded.Id, recorded.Tag);
        Assert.Equal(200, confirmed.Status);
        return confirmed;
    }

    private static async Task<Reply> RefundedAsync(HttpHarness app, Reply receipt, decimal amount, string on = "2026-05-30")
    {
        var filed = await app.RefundAsync(Payee, receipt.Id, receipt.Tag, Refund(amount, on));
        var confirmed = await app.ConfirmAsync(Payer, receipt.Id, filed.Tag);
        Assert.Equal(200, confirmed.Status);
        return confirmed;
    }

    private static async Task<decimal> ReceivedAsync(HttpHarness app, string contract) =>
        (decimal)(await app.IncomeAsync(Payee, contract)).Json!["cumulated"]!["received"]!;
}
