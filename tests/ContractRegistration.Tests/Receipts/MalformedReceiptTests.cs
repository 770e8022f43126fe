using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Receipts;

/// <summary>Contracts for the cases of malformed receipts. Each case changes one thing in a valid receipt.</summary>
public sealed class MalformedReceiptContracts : IAsyncLifetime
{
    public HttpHarness App { get; private set; } = null!;
    public string C01 { get; private set; } = "";
    public string Second { get; private set; } = "";
    public string OtherBuyer { get; private set; } = "";
    public string OtherSeller { get; private set; } = "";
    public string Import { get; private set; } = "";
    public string Equity { get; private set; } = "";
    public string Undetermined { get; private set; } = "";
    public string Submitted { get; private set; } = "";
    public string Refused { get; private set; } = "";
    public string Foreign { get; private set; } = "";

    public async Task InitializeAsync()
    {
        App = await HttpHarness.NewAsync();
        C01 = await App.PutAsync(Given.Registered());
        Second = await App.PutAsync(ReceiptGiven.Contract(100_000, 50_000));
        OtherBuyer = await App.PutAsync(Given.Registered("C03"));
        OtherSeller = await App.PutAsync(Given.Registered("C09"));
        Import = await App.PutAsync(Given.Registered("C12"));
        Equity = await App.PutAsync(Given.Registered("C14"));
        Undetermined = await App.PutAsync(ReceiptGiven.Contract(0, 0, ValueStatus.Undetermined, PaymentMode.Royalty));
        Submitted = await App.PutAsync(Given.Submitted());
        Refused = await App.PutAsync(Given.Refused());
        Foreign = await App.PutAsync(Given.Registered("C05"));
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

public sealed class MalformedReceiptTests(MalformedReceiptContracts given) : IClassFixture<MalformedReceiptContracts>
{
    private sealed record Case(string Name, Action<JsonObject, MalformedReceiptContracts> Change, string Code, params string[] Paths)
    {
        public string Problem { get; init; } = "checks_failed";
        public string Caller { get; init; } = "office-u1";
    }

    private static readonly Case[] Cases =
    [
        Body("no day", b => b.Remove("receivedOn"), "receivedOn"),
        Body("a day that is none", b => b["receivedOn"] = "2026-02-30", "receivedOn"),
        Body("a day with a time", b => b["receivedOn"] = "2026-05-20T10:00:00Z", "receivedOn"),
        Body("no amount", b => b.Remove("amount"), "amount"),
        Body("an amount as text", b => b["amount"] = "480000", "amount"),
        Body("an amount with three decimals", b => b["amount"] = 480000.001m, "amount"),
        Body("an amount beyond all money", b => b["amount"] = 9e20, "amount"),
        Body("no invoice", b => b.Remove("invoiceNumber"), "invoiceNumber"),
        Body("a null invoice", b => b["invoiceNumber"] = null, "invoiceNumber"),
        Body("an invoice as a number", b => b["invoiceNumber"] = 12345678, "invoiceNumber"),
        Body("no bank reference", b => b.Remove("bankReference"), "bankReference"),
        Body("no payer", b => b.Remove("payer"), "payer"),
        Body("a null payer", b => b["payer"] = null, "payer"),
        Body("no allocations", b => b.Remove("allocations"), "allocations"),
        Body("an allocation as text", b => b["allocations"] = "C01", "allocations"),
        Body("an allocation without a contract", b => b.Allocation(0).AsObject().Remove("contractId"), "allocations[0].contractId"),
        Body("an allocation without an amount", b => b.Allocation(0).AsObject().Remove("amount"), "allocations[0].amount"),
        Body("a technical part with three decimals", b => b.Allocation(0)["technicalAmount"] = 0.001m, "allocations[0].technicalAmount"),
        Body("an unknown field", b => b["invoiceNo"] = "1", "invoiceNo"),
        Body("an unknown field in an allocation", b => b.Allocation(0)["share"] = 1, "allocations[0].share"),
        Body("null attachments", b => b["attachments"] = null, "attachments"),
        Form("tomorrow", b => b["receivedOn"] = "2026-06-02", "date_in_future", "receivedOn"),
        Form("the last century", b => b["receivedOn"] = "1999-12-31", "date_out_of_range", "receivedOn"),
        Form(
            "nothing received",
            b => (b["amount"], b.Allocation(0)["amount"]) = (0, 0),
            "figure_out_of_range",
            "amount",
            "allocations[0].amount"
        ),
        Form(
            "less than nothing received",
            b => (b["amount"], b.Allocation(0)["amount"]) = (-5, -5),
            "figure_out_of_range",
            "amount",
            "allocations[0].amount"
        ),
        Form(
            "beyond a trillion",
            b => (b["amount"], b.Allocation(0)["amount"]) = (1_000_000_000_000.01m, 1_000_000_000_000.01m),
            "figure_out_of_range",
            "amount",
            "allocations[0].amount"
        ),
        Form("an empty invoice", b => b["invoiceNumber"] = "", "invoice_number_malformed", "invoiceNumber"),
        Form("an invoice of blanks", b => b["invoiceNumber"] = "  ", "invoice_number_malformed", "invoiceNumber"),
        Form("an invoice with a slash", b => b["invoiceNumber"] = "12/34", "invoice_number_malformed", "invoiceNumber"),
        Form("an invoice of 65 digits", b => b["invoiceNumber"] = new string('1', 65), "invoice_number_malformed", "invoiceNumber"),
        Form("an empty bank reference", b => b["bankReference"] = "", "bank_reference_malformed", "bankReference"),
        Form("a bank reference with a line break", b => b["bankReference"] = "a\nb", "bank_reference_malformed", "bankReference"),
        Form("an empty payer", b => b["payer"] = " ", "payer_missing", "payer"),
        Form("a payer of 201 characters", b => b["payer"] = new string('长', 201), "text_unfit", "payer"),
        Form("a payer with a line break", b => b["payer"] = "a\nb", "text_unfit", "payer"),
        Form("no allocation in the list", b => b["allocations"] = new JsonArray(), "allocations_missing", "allocations"),
        Form(
            "21 allocations",
            b =>
                b["allocations"] = new JsonArray([
                    .. Enumerable.Range(0, 21).Select(i => new JsonObject { ["contractId"] = $"c{i}", ["amount"] = 1 }),
                ]),
            "too_many_items",
            "allocations"
        ),
        Body("a null allocation", b => b["allocations"]!.AsArray().Add(null), "allocations[1]"),
        Form("a contract twice", b => Twice(b), "contract_repeated", "allocations[1].contractId"),
        Form("an allocation of nothing", b => b.Allocation(0)["amount"] = 0, "figure_out_of_range", "allocations[0].amount"),
        Form("allocations above the amount", b => b.Allocation(0)["amount"] = 480_000.01m, "allocations_differ", "allocations"),
        Form("allocations below the amount", b => b["amount"] = 480_001, "allocations_differ", "allocations"),
        Form(
            "a technical part above its amount",
            b => b.Allocation(0)["technicalAmount"] = 480_001,
            "technical_above_amount",
            "allocations[0].technicalAmount"
        ),
        Form(
            "a technical part below nothing",
            b => b.Allocation(0)["technicalAmount"] = -1,
            "technical_above_amount",
            "allocations[0].technicalAmount"
        ),
        Form("an empty contract", b => b.Allocation(0)["contractId"] = "", "contract_unknown", "allocations[0].contractId"),
        Form(
            "a contract with a path in it",
            b => b.Allocation(0)["contractId"] = "../state",
            "contract_unknown",
            "allocations[0].contractId"
        ),
        Body("a null attachment", b => b["attachments"] = new JsonArray(null, null), "attachments[0]", "attachments[1]"),
        Form(
            "an unknown kind of attachment",
            b => b["attachments"] = Attachments(("photo", "a.png", null)),
            "unknown_paper",
            "attachments[0].kind"
        ),
        Form(
            "an attachment without a name",
            b => b["attachments"] = Attachments(("invoice", "", null)),
            "text_unfit",
            "attachments[0].name"
        ),
        Form(
            "an attachment with a folder in its name",
            b => b["attachments"] = Attachments(("invoice", "../a.pdf", null)),
            "text_unfit",
            "attachments[0].name"
        ),
        Form(
            "a hash that is none",
            b => b["attachments"] = Attachments(("invoice", "a.pdf", "ABC")),
            "hash_malformed",
            "attachments[0].sha256"
        ),
        Form(
            "an attachment twice",
            b => b["attachments"] = Attachments(("invoice", "a.pdf", null), ("invoice", "a.pdf", null)),
            "paper_repeated",
            "attachments[1]"
        ),
        Form(
            "21 attachments",
            b => b["attachments"] = Attachments([.. Enumerable.Range(0, 21).Select(i => ("other", $"{i}.pdf", (string?)null))]),
            "too_many_items",
            "attachments"
        ),
        Contract("a contract that is not there", g => "00000000000000000000000000", "contract_unknown", "allocations[0].contractId"),
        Contract("a contract of others", g => g.Foreign, "contract_unknown", "allocations[0].contractId"),
        Contract("a contract that is only submitted", g => g.Submitted, "contract_not_registered", "allocations[0].contractId"),
        Contract("a contract that was refused", g => g.Refused, "contract_not_registered", "allocations[0].contractId"),
        Contract("a contract paid in shares", g => g.Equity, "paid_in_shares", "allocations[0].contractId") with
        {
            Change = (b, g) => (b.Allocation(0)["contractId"], b["payer"]) = (g.Equity, SampleFiles.Uscc("E7")),
        },
        Contract("a contract of another buyer", g => g.OtherBuyer, "payer_not_buyer", "payer"),
        new("a second contract of another buyer", (b, g) => Add(b, g.OtherBuyer, 1), "payer_not_buyer", "payer"),
        new("a payer that is the seller", (b, g) => b["payer"] = SampleFiles.Uscc("U1"), "payer_not_buyer", "payer"),
        new("a payer by name, where it has a code", (b, g) => b["payer"] = "重庆虎溪智造有限公司（虚构）", "payer_not_buyer", "payer"),
        new(
            "an import, by its domestic buyer",
            (b, g) => b.Allocation(0)["contractId"] = g.Import,
            "payee_abroad",
            "allocations[0].contractId"
        )
        {
            Caller = "company-e1",
        },
        new("a receipt recorded by the buyer", (b, g) => { }, "payee_not_seller", "allocations[0].contractId") { Caller = "company-e1" },
        new("a receipt recorded by a stranger", (b, g) => { }, "contract_unknown", "allocations[0].contractId") { Caller = "company-e4" },
        new("money before the signature", (b, g) => b["receivedOn"] = "2026-04-01", "received_before_signing", "receivedOn"),
        new(
            "more than the value",
            (b, g) => (b["amount"], b.Allocation(0)["amount"]) = (1_200_000.01m, 1_200_000.01m),
            "value_exceeded",
            "allocations[0].amount"
        ),
        new("more than the value of the second", (b, g) => Add(b, g.Second, 100_000.01m), "value_exceeded", "allocations[1].amount"),
        new(
            "more technical than the contract has",
            (b, g) =>
            {
                (b["amount"], b.Allocation(0)["amount"]) = (1_000_000, 1_000_000);
                b.Allocation(0)["technicalAmount"] = 960_000.01m;
            },
            "technical_exceeded",
            "allocations[0].technicalAmount"
        ),
        new(
            "a technical part while the value is open",
            (b, g) =>
            {
                b.Allocation(0)["contractId"] = g.Undetermined;
                b.Allocation(0)["technicalAmount"] = 1;
            },
            "value_undetermined",
            "allocations[0].technicalAmount"
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_malformed_receipt_is_refused_with_code_and_path(string name)
    {
        var slip = Cases.Single(c => c.Name == name);
        var body = ReceiptGiven.Body(given.C01, 480_000);
        slip.Change(body, given);

        var reply = await given.App.RecordAsync(Given.Caller(slip.Caller), body);

        Assert.Equal((slip.Problem == "checks_failed" ? 422 : 400, slip.Problem), (reply.Status, reply.Code));
        Assert.Equal(slip.Paths.Select(path => (path, slip.Code)), reply.Errors);
    }

    [Fact]
    public async Task What_the_table_starts_from_is_fine()
    {
        Assert.Equal(201, (await given.App.RecordAsync(ReceiptGiven.Payee, ReceiptGiven.Body(given.C01, 480_000))).Status);
        Assert.True(Cases.Length >= 60);
    }

    private static Case Body(string name, Action<JsonObject> change, params string[] paths) =>
        new(name, (b, _) => change(b), "malformed_body", paths) { Problem = "malformed_body" };

    private static Case Form(string name, Action<JsonObject> change, string code, params string[] paths) =>
        new(name, (b, _) => change(b), code, paths);

    private static Case Contract(string name, Func<MalformedReceiptContracts, string> contract, string code, params string[] paths) =>
        new(name, (b, g) => b.Allocation(0)["contractId"] = contract(g), code, paths);

    private static void Add(JsonObject body, string contract, decimal amount)
    {
        body["allocations"]!.AsArray().Add(new JsonObject { ["contractId"] = contract, ["amount"] = amount });
        body["amount"] = 480_000 + amount;
    }

    private static void Twice(JsonObject body) => Add(body, (string)body.Allocation(0)["contractId"]!, 1);

    private static JsonArray Attachments(params (string Kind, string Name, string? Sha256)[] attachments) =>
        [
            .. attachments.Select(p => new JsonObject
            {
                ["kind"] = p.Kind,
                ["name"] = p.Name,
                ["sha256"] = p.Sha256,
            }),
        ];
}
