using TechTransfer.Demo;

namespace TechTransfer.EndToEnd;

/// <summary>The papers that arise around contracts, over HTTP.</summary>
[Collection(OnTheRunningSystem.Name)]
public sealed class Papers(RunningSystem system)
{
    [Fact]
    public async Task Every_paper_of_a_contracts_life_arises_and_its_parties_read_it()
    {
        var papers = await new PaperPlay(system.Play).RunAsync((_, _, _) => { });

        Assert.Equal(
            [
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
            papers.Select(p => p.Kind).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal(papers.Count, papers.Select(p => p.Number).Distinct().Count());
        Assert.All(papers, p => Assert.Equal("%PDF"u8.ToArray(), p.Pdf[..4]));
    }

    [Fact]
    public async Task The_papers_of_a_grant_are_listed_by_its_id()
    {
        var grants = await system.Play.Grants("office-u1").GetAsync("/api/grants");
        var id = (string)grants.Body!["items"]![0]!["id"]!;
        Assert.Contains('.', id);
        var list = await system.Play.Certificates("office-u1").GetAsync($"/api/certificates?subject={id}");
        Assert.Equal(200, list.Status);
        Assert.NotEmpty(list.Body!["items"]!.AsArray());

        // What is longer than any id is none, however many parts it has.
        var tooLong = await system
            .Play.Certificates("office-u1")
            .GetAsync($"/api/certificates?subject={string.Join('.', Enumerable.Repeat("a", 51))}");
        Assert.Equal((400, "malformed_query"), (tooLong.Status, tooLong.Code));
    }
}
