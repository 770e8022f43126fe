using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractDeclarations;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Tests.Entitlements;
using TechTransfer.Storage;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.RewardCalculation.Tests.ContractDeclarations;

/// <summary>Facts that a party declares for a contract with evidence, and that count once an officer has confirmed them.</summary>
public sealed class ContractDeclarationTests
{
    private static readonly byte[] Paper = SamplePdf.With("proof");
    private static readonly Caller Registrar = Http.Of("registrar-a", Role.Registrar);

    /// <summary>10% of the product sales of contracts whose invoice bears the registration number.</summary>
    private static string Sales
    {
        get
        {
            var policy = JsonNode.Parse(SomePolicies.Rate(1, 0.1m))!;
            policy["figures"] = JsonNode.Parse(
                """[{ "kind": "contracts", "id": "technical", "measure": "declared", "fact": "productSales", "article": "一" }]"""
            );
            policy["counts"] = JsonNode.Parse("""[{ "fact": "contract.declared.invoiceNamesContract", "is": true, "article": "二" }]""");
            return policy.ToJsonString();
        }
    }

    [Fact]
    public async Task A_declared_fact_counts_once_it_is_confirmed()
    {
        var app = await NewAsync();
        var first = await DeclareAsync(app, "invoiceNamesContract", true);
        Assert.Equal(200, first.Status);
        var both = await DeclareAsync(app, "productSales", 2_500_000.50m, first.Tag);
        Assert.Equal("evidence_not_uploaded", (await ConfirmAsync(app, "productSales", 2_500_000.50m, both.Tag)).Code);
        both = await UploadAsync(app, "invoiceNamesContract", both.Tag);
        both = await UploadAsync(app, "productSales", both.Tag);
        await app.DrainAsync();
        Assert.Equal(Yuan.Zero, (await EntitledAsync(app)).Award.Amount);

        both = await ConfirmAsync(app, "invoiceNamesContract", true, both.Tag);
        both = await ConfirmAsync(app, "productSales", 2_500_000.50m, both.Tag);
        await app.DrainAsync();

        var entitled = await EntitledAsync(app);
        Assert.Equal((Yuan.Of(2_500_000.50m), Yuan.Of(250_000.05m)), (entitled.Award.Base, entitled.Award.Amount));
        Assert.Equal(("declaredFacts", "c1"), (entitled.Cause.Code, entitled.Cause.ContractId));
        var sales = both.Json!["facts"]!["productSales"]!;
        Assert.Equal((true, "registrar-a", "2026-12-01"), ((bool)sales["confirmed"]!, (string)sales["confirmedBy"]!, (string)sales["on"]!));
    }

    [Fact]
    public async Task A_new_declaration_takes_the_place_of_the_confirmed_one_when_it_is_confirmed()
    {
        var app = await NewAsync();
        var reply = await DeclareAsync(app, "productSales", 1_000_000m);
        reply = await UploadAsync(app, "productSales", reply.Tag);
        reply = await ConfirmAsync(app, "productSales", 1_000_000m, reply.Tag);

        reply = await DeclareAsync(app, "productSales", 3_000_000m, reply.Tag);

        var fact = reply.Json!["facts"]!["productSales"]!;
        Assert.Equal((3_000_000m, 1_000_000m, false), ((decimal)fact["value"]!, (decimal)fact["inForce"]!, (bool)fact["confirmed"]!));
        reply = await UploadAsync(app, "productSales", reply.Tag);
        Assert.Equal("invalid_value", (await ConfirmAsync(app, "productSales", 1_000_000m, reply.Tag)).Code);
        reply = await ConfirmAsync(app, "productSales", 3_000_000m, reply.Tag);
        Assert.Equal(3_000_000m, (decimal)reply.Json!["facts"]!["productSales"]!["inForce"]!);
    }

    [Theory]
    [InlineData("noSuchFact", "true", "code")]
    [InlineData("productSales", "true", "value")]
    [InlineData("productSales", "-1", "value")]
    [InlineData("usedLocally", "\"yes\"", "value")]
    public async Task What_is_unknown_or_of_another_type_is_refused(string code, string value, string path)
    {
        var reply = await DeclareAsync(await NewAsync(), code, JsonNode.Parse(value)!);

        Assert.Equal(("checks_failed", path), (reply.Code, Assert.Single(reply.Errors).Path));
    }

    [Fact]
    public async Task Only_a_party_declares_and_only_parties_and_officials_read()
    {
        var app = await NewAsync();

        Assert.Equal(404, (await DeclareAsync(app, "usedLocally", true, caller: Http.Stranger)).Status);
        Assert.Equal("evidence_missing", (await DeclareAsync(app, "usedLocally", true, evidence: false)).Code);
        Assert.Equal(200, (await DeclareAsync(app, "usedLocally", true, caller: Http.Company)).Status);
        Assert.Equal(200, (await ReadAsync(app, Http.Office)).Status);
        Assert.Equal(200, (await ReadAsync(app, Registrar)).Status);
        Assert.Equal(404, (await ReadAsync(app, Http.Stranger)).Status);
    }

    private static async Task<RewardsApp> NewAsync()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(Sales));
        await app.TellAsync(RewardMessages.Registered("c1"));
        return app;
    }

    private static async Task<Entitlement> EntitledAsync(RewardsApp app) =>
        (await app.EntitlementAsync("rate", 2026, BeneficiaryRole.Seller, RewardMessages.University))!;

    private static TechTransfer.Hosting.Commands.Commands<ContractDeclaration> Commands(RewardsApp app) =>
        new(app.Declarations, ContractDeclarationSetup.Commands);

    private static Task<Reply> DeclareAsync(
        RewardsApp app,
        string code,
        JsonNode value,
        string? tag = null,
        Caller? caller = null,
        bool evidence = true
    ) =>
        FunctionCall.PutAsync(
            (r, c) => new DeclareContractFact(Commands(app), app.Records, app.Policies, app.Time).Run(r, "c1", code, c),
            caller ?? Http.Office,
            $"/api/contracts/c1/facts/{code}",
            new JsonObject
            {
                ["value"] = value,
                ["evidence"] = evidence
                    ? new JsonArray(
                        new JsonObject
                        {
                            ["kind"] = "proof",
                            ["name"] = "证明.pdf",
                            ["sha256"] = Ids.Sha256(Paper),
                        }
                    )
                    : [],
            },
            tag
        );

    private static Task<Reply> UploadAsync(RewardsApp app, string code, string? tag) =>
        WithTagAsync(
            app,
            FunctionCall.SendAsync(
                (r, c) => new UploadContractProof(Commands(app), new DocumentStore(app.Storage), app.Time).Run(r, "c1", code, c),
                Http.Office,
                "POST",
                $"/api/contracts/c1/facts/{code}/evidence",
                SentBody.Of(Paper, "application/octet-stream"),
                tag
            )
        );

    private static Task<Reply> ConfirmAsync(RewardsApp app, string code, JsonNode value, string? tag) =>
        FunctionCall.PostAsync(
            (r, c) => new ConfirmContractFact(Commands(app), app.Time).Run(r, "c1", code, c),
            Registrar,
            $"/api/contracts/c1/facts/{code}/confirm",
            new JsonObject { ["value"] = value },
            tag
        );

    private static async Task<Reply> WithTagAsync(RewardsApp app, Task<Reply> upload)
    {
        Assert.Equal(200, (await upload).Status);
        return await ReadAsync(app, Http.Office);
    }

    private static Task<Reply> ReadAsync(RewardsApp app, Caller caller) =>
        FunctionCall.GetAsync((r, c) => new GetContractDeclaration(Commands(app)).Run(r, "c1", c), caller, "/api/contracts/c1/facts");
}
