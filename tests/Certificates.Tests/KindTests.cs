using System.Text.Json;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Kernel;

namespace TechTransfer.Certificates.Tests;

public sealed class KindTests
{
    [Theory]
    [InlineData(typeof(RegistrationContent), "registration")]
    [InlineData(typeof(ApplicationContent), "applicationForm")]
    [InlineData(typeof(InformationSheetContent), "informationSheet")]
    [InlineData(typeof(CorrectionContent), "correctionNotice")]
    [InlineData(typeof(RefusalContent), "refusalNotice")]
    [InlineData(typeof(ChangeContent), "changeNotice")]
    [InlineData(typeof(CancellationContent), "cancellationNotice")]
    [InlineData(typeof(IncomeContent), "incomeAssessment")]
    [InlineData(typeof(TaxReliefContent), "taxReliefOpinion")]
    [InlineData(typeof(RegisteredListContent), "registeredList")]
    [InlineData(typeof(RewardDecisionContent), "rewardDecision")]
    [InlineData(typeof(RewardClawbackContent), "rewardClawback")]
    [InlineData(typeof(RewardNoticeContent), "rewardNotice")]
    [InlineData(typeof(GrantNoticeContent), "grantNotice")]
    [InlineData(typeof(DistributionNoticeContent), "distributionNotice")]
    [InlineData(typeof(GrantContent), "grant")]
    [InlineData(typeof(AgreementContent), "agreementSummary")]
    [InlineData(typeof(DistributionContent), "distributionStatement")]
    public void Content_keeps_the_name_that_it_is_stored_under(Type type, string name)
    {
        var content = CertificateSamples.All.Values.First(content => content.GetType() == type);
        Assert.StartsWith($$"""{"kind":"{{name}}",""", Json.Write(content), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_content_can_be_stored_and_belongs_to_a_kind_of_the_list()
    {
        var contents = typeof(CertificateContent)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CertificateContent)))
            .ToArray();
        Assert.Equal(contents.ToHashSet(), CertificateSamples.All.Values.Select(content => content.GetType()).ToHashSet());
        foreach (var content in CertificateSamples.All.Values)
        {
            using var stored = JsonDocument.Parse(Json.Write(content));
            Assert.Equal(JsonValueKind.String, stored.RootElement.GetProperty("kind").ValueKind);
            Assert.Contains(content.Describe().Kind, CertificateKinds.Names);
        }
        Assert.Equal(CertificateKinds.All.Count, CertificateKinds.Names.Count);
    }

    [Fact]
    public void Every_kind_is_issued_upon_a_message_or_a_request() =>
        Assert.All(CertificateKinds.All, kind => Assert.True(kind.OnRequest is not null || kind.Handlers.Any(), kind.Name));
}
