using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class AccessTests
{
    [Theory]
    [InlineData("office-u1", Sight.Full)]
    [InlineData("office-u1-b", Sight.Full)]
    [InlineData("company-e1", Sight.Full)]
    [InlineData("registrar-a", Sight.Full)]
    [InlineData("approver", Sight.Full)]
    [InlineData("auditor", Sight.Full)]
    [InlineData("finance-a", Sight.Amounts)]
    [InlineData("policy", Sight.None)]
    [InlineData("office-u2", Sight.None)]
    [InlineData("company-e2", Sight.None)]
    public void A_submitted_contract_is_seen_by_its_parties_and_the_officials(string user, Sight sight) =>
        Assert.Equal(sight, Visibility.Of(Given.Submitted(), Given.Caller(user)));

    [Theory]
    [InlineData("office-u1", Sight.Full)]
    [InlineData("auditor", Sight.Full)]
    [InlineData("company-e1", Sight.None)]
    [InlineData("registrar-a", Sight.None)]
    [InlineData("finance-a", Sight.None)]
    public void A_draft_is_its_filers_alone(string user, Sight sight) =>
        Assert.Equal(sight, Visibility.Of(Given.Drafted(), Given.Caller(user)));

    [Fact]
    public void The_intermediary_sees_the_contract_that_it_brought_about() =>
        Assert.Equal(Sight.Full, Visibility.Of(Given.Submitted("C06"), Given.Caller("broker-t1")));

    [Fact]
    public void A_contract_of_another_organisation_is_not_there() =>
        Assert.Equal("not_found", Withdraw.Decide(Given.Submitted(), Given.Caller("office-u2"), Given.Now).Problem?.Kind.Code);

    [Fact]
    public void The_buyer_sees_the_contract_and_leaves_it_to_the_filer() =>
        Assert.Equal("filer_only", Withdraw.Decide(Given.Submitted(), Given.Caller("company-e1"), Given.Now).Problem?.Kind.Code);

    [Fact]
    public void A_colleague_of_the_same_office_carries_on() =>
        Assert.Null(Submit.Decide(Given.Drafted(), new(), Given.Caller("office-u1-b"), Given.Rules, Given.Now).Problem);

    [Fact]
    public void Only_registrars_accept_and_only_approvers_approve()
    {
        Assert.Equal("not_allowed", Accept.Decide(Given.Submitted(), Given.Filer, Given.Rules, Given.Now).Problem?.Kind.Code);
        Assert.Equal("not_allowed", Accept.Decide(Given.Submitted(), Given.Approver, Given.Rules, Given.Now).Problem?.Kind.Code);
        Assert.Equal("not_allowed", Approve.Decide(Given.UnderReview("C13"), Given.RegistrarB, Given.Rules, Given.Now).Problem?.Kind.Code);
        Assert.Equal("not_allowed", Draft.Decide("x", Given.Content("C01"), Given.RegistrarA, Given.Rules, Given.Now).Problem?.Kind.Code);
    }

    [Theory]
    [InlineData("C01", "company-e1", "filer_not_entitled")]
    [InlineData("C01", "office-u2", "filer_not_entitled")]
    [InlineData("C12", "company-e1", null)]
    [InlineData("C12", "company-e2", "filer_not_entitled")]
    [InlineData("C06", "broker-t1", null)]
    [InlineData("C06", "company-e2", "filer_not_entitled")]
    public void The_seller_or_the_intermediary_files_and_of_an_import_the_domestic_buyer(string sample, string user, string? code) =>
        Assert.Equal(code, Draft.Decide("x", Given.Content(sample), Given.Caller(user), Given.Rules, Given.Now).Problem?.Kind.Code);

    [Fact]
    public void A_filer_cannot_turn_his_draft_into_another_organisations_contract() =>
        Assert.Equal(
            "filer_not_entitled",
            Replace.Decide(Given.Drafted(), Given.Content("C13"), Given.Filer, Given.Rules, Given.Now).Problem?.Kind.Code
        );
}
