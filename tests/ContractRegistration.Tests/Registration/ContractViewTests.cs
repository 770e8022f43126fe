using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Tests.Imports;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class ContractViewTests
{
    private static JsonNode View(Contract state, string user) => JsonNode.Parse(Json.Write(ContractView.Of(state, Given.Caller(user), 7)))!;

    [Fact]
    public void The_filer_gets_the_contract_as_the_interface_promises()
    {
        var view = View(Given.Registered("C13"), "company-e2");

        Assert.Equal("registered", (string?)view["status"]);
        Assert.Equal("5000012026000001", (string?)view["number"]);
        Assert.Equal("D1", (string?)view["kind"]);
        Assert.Equal(12_800_000, (decimal?)view["contractValue"]);
        Assert.Equal(8_000_000, (decimal?)view["technicalAmount"]);
        Assert.Equal(8_000_000, (decimal?)view["claimedTechnicalAmount"]);
        Assert.Equal(3_300_000, (decimal?)view["costLines"]![0]!["deducted"]);
        Assert.Equal("instalments", (string?)view["paymentMode"]);
        Assert.Equal("NEW-2026", (string?)view["ruleSet"]);
        Assert.Equal("2026-06-01", (string?)view["clock"]!["acceptedOn"]);
        Assert.Equal(15, (int?)view["clock"]!["workingDays"]);
        Assert.Equal("contract", (string?)view["attachments"]![0]!["kind"]);
        Assert.Equal(7, (long?)view["version"]);
    }

    [Fact]
    public async Task A_draft_shows_what_the_precheck_says_of_it_today()
    {
        var app = await ImportApp.NewAsync();
        var draft = Given.Drafted("C01") with { Attachments = [] };
        var kept = await app.Contracts.CommitAsync(await app.Contracts.LoadAsync(draft.Id), new(draft, null), Given.Filer, null);

        var view = (ContractView)ContractSetup.CommandsOf(Given.Rules, app.Time).View(kept.Value, Given.Filer);

        Assert.Equal("paper_missing", view.Findings!.Select(f => f.Code).Distinct().Single());
    }

    [Fact]
    public void A_finding_carries_its_source_and_how_sure_we_are_of_it()
    {
        var finding = View(Given.Submitted("N2"), "registrar-a")["findings"]![0]!;

        Assert.Equal("maybe_staff_training", (string?)finding["code"]);
        Assert.Equal("warning", (string?)finding["severity"]);
        Assert.Equal("title", (string?)finding["path"]);
        Assert.NotEmpty((string)finding["message"]!["zh"]!);
        Assert.EndsWith("第二十七条（征求意见稿，以正式文本为准）", (string)finding["citation"]!, StringComparison.Ordinal);
        Assert.Equal("draft", (string?)finding["confidence"]);
    }

    [Fact]
    public void Finance_sees_amounts_and_neither_attachments_nor_rights_nor_remarks()
    {
        var view = View(Given.Registered("C03"), "finance-a").AsObject();

        Assert.Equal(800_000, (decimal?)view["technicalAmount"]);
        Assert.NotNull(view["instalments"]);
        foreach (var hidden in (string[])["attachments", "ipRights", "findings", "remarks", "restrictiveClauses", "corrections"])
            Assert.False(view.ContainsKey(hidden), hidden);
    }

    [Theory]
    [InlineData("office-u1", true, true)]
    [InlineData("registrar-a", true, true)]
    [InlineData("auditor", true, true)]
    [InlineData("company-e1", false, true)]
    [InlineData("approver", false, false)]
    [InlineData("finance-a", false, false)]
    public void Contacts_are_for_the_party_itself_its_filer_and_the_registrars(string user, bool sellersContact, bool buyersContact)
    {
        var view = View(Given.Submitted(), user);

        Assert.Equal(sellersContact, view["sellers"]![0]!["phone"] is not null);
        Assert.Equal(buyersContact, view["buyers"]![0]!["phone"] is not null);
        Assert.NotNull(view["sellers"]![0]!["representative"]);
    }

    [Fact]
    public void An_identity_document_is_never_shown()
    {
        var content = Given.Content("C08") with { Sellers = [Given.Content("C01").Sellers[0] with { PersonId = "500000190001010000" }] };
        var state = Given.Submitted() with { Content = content };

        foreach (var user in (string[])["office-u1", "town-g1", "registrar-a", "approver", "auditor", "finance-a"])
        {
            Assert.DoesNotContain("500000190001010000", View(state, user).ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whoever_may_see_nothing_gets_no_view() =>
        Assert.Throws<InvalidOperationException>(() => View(Given.Submitted(), "office-u2"));

    [Fact]
    public void The_claim_stands_beside_the_assessment()
    {
        var assessment = new AssessBody(
            "T3",
            [.. Given.Content("C05").CostLines.Select(l => l with { ReasonableQuantity = null })],
            Yuan.Of(3_300_000)
        );
        var assessed = Assess.Decide(Given.Accepted("C05"), assessment, Given.RegistrarB, Given.Rules, Given.Now).Value.State;

        var view = View(assessed, "company-e2");

        Assert.Equal(4_000_000, (decimal?)view["claimedTechnicalAmount"]);
        Assert.Equal(3_300_000, (decimal?)view["technicalAmount"]);
        Assert.Equal(1, (decimal?)view["claimedCostLines"]![0]!["reasonableQuantity"]);
        Assert.Null(view["costLines"]![0]!["reasonableQuantity"]);
        Assert.Equal(2_100_000, (decimal?)view["costLines"]![0]!["deducted"]);
    }
}
