using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Receipts;
using TechTransfer.Kernel;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;
using static TechTransfer.ContractRegistration.Tests.Receipts.ReceiptGiven;

namespace TechTransfer.ContractRegistration.Tests.Receipts;

public sealed class ReceiptSightTests : IAsyncLifetime
{
    private HttpHarness app = null!;
    private string shared = "";
    private string own = "";
    private Reply receipt = null!;

    // One receipt for two contracts; U2 is a co-seller of the first contract only.
    public async Task InitializeAsync()
    {
        app = await HttpHarness.NewAsync();
        var state = Contract(1_000, 700);
        var coSeller = Given.Content(SampleFiles.Contract("C04", Given.Today).Content).Sellers[0];
        shared = await app.PutAsync(state with { Content = state.Content with { Sellers = [.. state.Content.Sellers, coSeller] } });
        own = await app.PutAsync(Contract(5_000, 5_000));
        receipt = await app.RecordAsync(Payee, Body([(shared, 100), (own, 900)]));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("office-u1", 200)]
    [InlineData("office-u1-b", 200)]
    [InlineData("company-e1", 200)]
    [InlineData("finance-a", 200)]
    [InlineData("registrar-a", 200)]
    [InlineData("auditor", 200)]
    [InlineData("approver", 404)]
    [InlineData("policy", 404)]
    [InlineData("company-e4", 404)]
    [InlineData("broker-t1", 404)]
    public async Task A_receipt_is_its_sides_and_officials_to_see(string user, int status)
    {
        var caller = Given.Caller(user);

        var reply = await app.GetReceiptAsync(caller, receipt.Id);

        Assert.Equal(status, reply.Status);
        Assert.Equal(status, (await app.ListAsync(caller, $"contract={shared}")).Status);
        Assert.Equal(status, (await app.IncomeAsync(caller, shared)).Status);
        if (status == 200)
            Assert.Equal((1_000m, 2), ((decimal)reply.Json!["amount"]!, reply.Json["allocations"]!.AsArray().Count));
    }

    [Fact]
    public async Task Another_party_of_one_contract_sees_that_contracts_part_alone()
    {
        var coSeller = Given.Caller("office-u2");

        var reply = await app.GetReceiptAsync(coSeller, receipt.Id);

        Assert.Equal((200, 100m), (reply.Status, (decimal)reply.Json!["amount"]!));
        Assert.Equal(shared, (string)reply.Json["allocations"]!.AsArray().Single()!["contractId"]!);
        Assert.True(reply.Json["bankReference"] is null && reply.Json["attachments"] is null && reply.Json["findings"] is null);
        Assert.DoesNotContain(own, reply.Json.ToJsonString(), StringComparison.Ordinal);
        var line = (await app.ListAsync(coSeller, $"contract={shared}")).Json!["items"]!.AsArray().Single()!;
        Assert.Equal(100m, (decimal)line["amount"]!);
        Assert.Equal(404, (await app.ListAsync(coSeller, $"contract={own}")).Status);
        Assert.Equal(404, (await app.IncomeAsync(coSeller, own)).Status);
        Assert.Equal(403, (await app.WithdrawAsync(coSeller, receipt.Id, receipt.Tag)).Status);
    }

    [Fact]
    public async Task Who_became_a_party_after_a_receipt_was_recorded_does_not_find_it_in_the_contracts_list()
    {
        var newcomer = Given.Caller("company-e4");
        var state = (await app.Contracts.LoadAsync(own)).State!;
        var seller = state.Content.Sellers[0] with { Uscc = newcomer.Organisation };
        await app.PutAsync(state with { Content = state.Content with { Sellers = [.. state.Content.Sellers, seller] } }, own);

        Assert.Equal(404, (await app.GetReceiptAsync(newcomer, receipt.Id)).Status);
        Assert.Empty((await app.ListAsync(newcomer, $"contract={own}")).Json!["items"]!.AsArray());
        Assert.Single((await app.ListAsync(Payer, $"contract={own}")).Json!["items"]!.AsArray());
    }

    [Fact]
    public async Task An_organisation_lists_its_own_receipts_and_officials_choose()
    {
        var (u1, e1) = (SampleFiles.Uscc("U1"), SampleFiles.Uscc("E1"));

        Assert.Single((await app.ListAsync(Payee, $"party={u1}")).Json!["items"]!.AsArray());
        Assert.Single((await app.ListAsync(Payee, $"party=%20{u1[..8].ToLowerInvariant()}-{u1[8..]}")).Json!["items"]!.AsArray());
        Assert.Single((await app.ListAsync(Payer, $"party={e1}")).Json!["items"]!.AsArray());
        Assert.Equal(404, (await app.ListAsync(Payer, $"party={u1}")).Status);
        Assert.Single((await app.ListAsync(Finance, "status=recorded")).Json!["items"]!.AsArray());
        Assert.Empty((await app.ListAsync(Finance, "status=confirmed")).Json!["items"]!.AsArray());
        Assert.Equal(403, (await app.ListAsync(Payer, "status=recorded")).Status);
        Assert.Equal("malformed_query", (await app.ListAsync(Payer, "")).Code);
        Assert.Equal("malformed_query", (await app.ListAsync(Finance, "status=1")).Code);
        Assert.Equal("malformed_query", (await app.ListAsync(Finance, "party=U1")).Code);
        Assert.Equal("malformed_cursor", (await app.ListAsync(Finance, "status=recorded&cursor=abc")).Code);
        Assert.Equal(404, (await app.ListAsync(Finance, "contract=%2F..")).Status);
    }

    [Fact]
    public async Task The_sheet_needs_a_confirmed_receipt_of_the_contract()
    {
        var other = await app.PutAsync(Contract(10, 10));

        Assert.Equal("receipt_not_confirmed", (await app.IncomeAsync(Payee, shared, receipt.Id)).Code);
        Assert.Equal("receipt_of_other_contract", (await app.IncomeAsync(Payee, other, receipt.Id)).Code);
        Assert.Equal("not_found", (await app.IncomeAsync(Payee, shared, "nothing")).Code);
    }

    [Fact]
    public async Task Announced_attachments_are_uploaded_before_the_confirmation()
    {
        var slip = SampleDocuments.Pdf();
        var body = Body(own, 10);
        body["attachments"] = new JsonArray(
            new JsonObject { ["kind"] = "bankSlip", ["name"] = "回单.pdf" },
            new JsonObject
            {
                ["kind"] = "invoice",
                ["name"] = "发票.png",
                ["sha256"] = Ids.Sha256(SampleDocuments.Png()),
            }
        );
        var recorded = await app.RecordAsync(Payee, body);

        Assert.Equal("receipt_papers_missing", (await app.ConfirmAsync(Payer, recorded.Id, recorded.Tag)).Code);
        var first = await app.AttachToReceiptAsync(Payee, recorded.Id, recorded.Tag, slip, "kind=bankSlip&name=%E5%9B%9E%E5%8D%95.pdf");
        Assert.Equal(("application/pdf", Ids.Sha256(slip)), ((string)first.Json!["type"]!, (string)first.Json["sha256"]!));
        Assert.Equal(
            [("sha256", "invalid_value")],
            (await app.AttachToReceiptAsync(Payee, recorded.Id, first.Tag, slip, "kind=invoice&name=%E5%8F%91%E7%A5%A8.png")).Errors
        );
        var second = await app.AttachToReceiptAsync(
            Payee,
            recorded.Id,
            first.Tag,
            SampleDocuments.Png(),
            "kind=invoice&name=%E5%8F%91%E7%A5%A8.png"
        );
        Assert.Equal(200, (await app.ConfirmAsync(Payer, recorded.Id, second.Tag)).Status);

        var read = await FunctionCall.SendAsync(
            (r, c) => app.Operation<GetReceiptAttachment>().Run(r, recorded.Id, Ids.Sha256(slip), c),
            Payer,
            "GET",
            $"/api/receipts/{recorded.Id}/attachments/x"
        );
        Assert.Equal((200, Ids.Sha256(slip)), (read.Status, Ids.Sha256(read.Bytes)));
        var stranger = await FunctionCall.SendAsync(
            (r, c) => app.Operation<GetReceiptAttachment>().Run(r, recorded.Id, Ids.Sha256(slip), c),
            Stranger,
            "GET",
            $"/api/receipts/{recorded.Id}/attachments/x"
        );
        Assert.Equal(404, stranger.Status);
    }

    [Fact]
    public async Task A_receipts_attachments_are_the_payees_to_upload_and_no_tables()
    {
        Assert.Equal(
            "payee_only",
            (await app.AttachToReceiptAsync(Payer, receipt.Id, receipt.Tag, SampleDocuments.Pdf(), "kind=bankSlip&name=a.pdf")).Code
        );
        Assert.Equal(
            [("kind", "unknown_paper"), ("name", "text_unfit")],
            (await app.AttachToReceiptAsync(Payee, receipt.Id, receipt.Tag, SampleDocuments.Pdf(), "kind=photo")).Errors
        );
        Assert.Equal(
            "unsupported_media_type",
            (await app.AttachToReceiptAsync(Payee, receipt.Id, receipt.Tag, SampleDocuments.Xlsx(), "kind=invoice&name=a.xlsx")).Code
        );
    }
}
