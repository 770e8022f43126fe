using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class ContractRegisteredMessageTests
{
    [Fact]
    public void The_message_carries_what_rewards_and_certificates_need()
    {
        var message = ContractRegisteredMessage.From(Given.Registered("C06"), Given.Rules2026);

        Assert.Equal("case-C06", message.ContractId);
        Assert.Equal("5000012026000001", message.Number);
        Assert.Equal(Given.Today, message.RegisteredOn);
        Assert.Equal(("L1", new Text("专利实施许可", "Patent licence")), (message.Kind, message.KindName));
        Assert.Equal("嘉陵医科大学（虚构）", message.Sellers.Single().Name);
        Assert.Equal("重庆科谷技术转移有限公司（虚构）", message.Intermediary!.Name);
        Assert.Equal((Yuan.Of(2_300_000), Yuan.Of(2_300_000)), (message.ContractValue, message.TechnicalAmount));
        Assert.Equal(("estimated", "entranceFeeAndRoyalty"), (message.ValueStatus, message.PaymentMode));
        Assert.Equal("NEW-2026", message.RuleSet);
    }

    [Fact]
    public void The_message_carries_what_policies_look_at_and_stays_small()
    {
        var state = Given.Registered("C06");
        var message = ContractRegisteredMessage.From(state, Given.Rules2026);

        Assert.Equal(
            (state.Content.TechnicalField, state.Content.IpKind, state.Content.PlanSource, state.Content.Industry),
            (message.TechnicalField, message.IpKind, message.PlanSource, message.Industry)
        );
        Assert.Equal("exclusive", message.LicenceMode);
        Assert.Equal(Given.Rules2026.RegistrarOffice.Id, message.RegistrarOfficeId);
        Assert.Null(ContractRegisteredMessage.From(Given.Registered("C01"), Given.Rules2026).LicenceMode);
        Assert.InRange(Json.Write(message).Length, 1, 4096);
    }

    [Fact]
    public void The_message_contains_a_partys_size_and_kind()
    {
        var party = Given.Content("C01").Buyers[0] with
        {
            Scale = CompanyScale.Small,
            Listed = false,
            NationalZone = true,
            BodyFlags = [BodyFlag.ResearchBody],
        };

        var told = party.ToMessage(inZone: true);

        Assert.Equal(("small", false, true, "researchBody"), (told.Scale, told.Listed, told.NationalZone, Assert.Single(told.BodyFlags!)));
        Assert.Null((party with { BodyFlags = [] }).ToMessage(inZone: true).BodyFlags);
    }

    [Fact]
    public void A_foreign_party_survives_the_journey()
    {
        var message = ContractRegisteredMessage.From(Given.Registered("C12"), Given.Rules2026);

        var received = Json.Read<ContractRegistered>(Json.Write(message));

        Assert.Equal(
            new ContractParty(null, "Hanse Werkzeug GmbH（虚构）", "900", null, "304", false) { ForeignId = "HRB-000000" },
            received.Sellers.Single()
        );
    }

    [Fact]
    public void No_contact_and_no_person_travels()
    {
        var text = Json.Write(ContractRegisteredMessage.From(Given.Registered("C01"), Given.Rules2026));

        foreach (var person in (string[])["代表人", "联系人", "023-0000", "虚构地址"])
            Assert.DoesNotContain(person, text, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_message_before_the_number_or_under_other_rules()
    {
        Assert.Throws<ArgumentException>(() => ContractRegisteredMessage.From(Given.Decided(), Given.Rules2026));
        Assert.Throws<ArgumentException>(() =>
            ContractRegisteredMessage.From(Given.Registered(), Given.Rules.RuleSets.Pinned("OLD-2000/2001"))
        );
    }
}
