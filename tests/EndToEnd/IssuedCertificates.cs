using TechTransfer.Demo;

namespace TechTransfer.EndToEnd;

[Collection(OnTheRunningSystem.Name)]
public sealed class IssuedCertificates(RunningSystem system)
{
    [Fact]
    public async Task Every_certificate_of_a_contracts_life_is_issued_and_its_parties_read_it()
    {
        var issued = await new CertificatePlay(system.Play).RunAsync((_, _, _) => { });

        Assert.Equal(
            [
                "applicationForm",
                "cancellationNotice",
                "changeNotice",
                "correctionNotice",
                "incomeAssessment",
                "informationSheet",
                "refusalNotice",
                "registeredList",
                "registration",
                "taxReliefOpinion",
            ],
            issued.Select(p => p.Kind).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal(issued.Count, issued.Select(p => p.Number).Distinct().Count());
        Assert.All(issued, p => Assert.Equal("%PDF"u8.ToArray(), p.Pdf[..4]));
    }

    [Fact]
    public async Task The_certificates_of_a_grant_are_listed_by_its_id()
    {
        var grants = await system.Play.Grants("office-u1").GetAsync("/api/grants");
        var id = (string)grants.Body!["items"]![0]!["id"]!;
        Assert.Contains('.', id);
        var list = await system.Play.Certificates("office-u1").GetAsync($"/api/certificates?subject={id}");
        Assert.Equal(200, list.Status);
        Assert.NotEmpty(list.Body!["items"]!.AsArray());

        // A subject longer than any id is malformed, however many parts it has.
        var tooLong = await system
            .Play.Certificates("office-u1")
            .GetAsync($"/api/certificates?subject={string.Join('.', Enumerable.Repeat("a", 51))}");
        Assert.Equal((400, "malformed_query"), (tooLong.Status, tooLong.Code));
    }
}
