using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public sealed class WorkListTests : IAsyncLifetime
{
    private static readonly Contract Large = Given.UnderReview("C13");
    private static readonly Contract Resubmitted = Submit
        .Decide(
            Given.Returned("C09"),
            Given.AnswersTo(Given.Returned("C09"), Given.ReasonsOf("C09")),
            Given.FilerOf("C09"),
            Given.Rules,
            Given.Now
        )
        .Value.State;

    private HttpHarness app = null!;

    public async Task InitializeAsync()
    {
        app = await HttpHarness.NewAsync();
        Contract[] states =
        [
            Given.Submitted("C03") with
            {
                CreatedAt = Given.Now.AddHours(-1),
            },
            Resubmitted,
            Given.Accepted("C08"),
            Large,
            Given.UnderReview("C10") with
            {
                AssignedTo = "registrar-d",
            },
            Given.Objected(Given.Registered()),
            Given.Drafted("C12"),
            Given.Registered("C05"),
        ];
        foreach (var state in states)
            await app.PutAsync(state);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("new", "C03")]
    [InlineData("resubmitted", "C09")]
    [InlineData("examination", "C08 C10")]
    [InlineData("approval", "C13")]
    [InlineData("objection", "C01")]
    [InlineData("open", "C01 C03 C08 C09 C10 C13")]
    public async Task The_work_list_has_what_waits_for_the_office_by_stage(string stage, string samples) =>
        Assert.Equal(TitlesOf(samples), (await ListedAsync("registrar-a", $"stage={stage}")).Order());

    [Fact]
    public void An_objection_or_a_proposed_revocation_comes_before_a_change_under_examination()
    {
        var changing = Given.Changing(ContractStatus.Submitted);
        var proposed = changing with { RevocationProposal = new("申请人提供虚假材料。", new("registrar-a", Given.Now)) };

        Assert.Equal(WorkStage.New, StageOf(changing));
        Assert.Equal(WorkStage.Objection, StageOf(Given.Objected(changing)));
        Assert.Equal(WorkStage.Revocation, StageOf(proposed));

        static WorkStage? StageOf(Contract state) => ((ContractSummary)Assert.Single(WorkList.Of(state, Given.Rules)).Summary).Stage;
    }

    [Fact]
    public async Task The_oldest_comes_first()
    {
        var first = (await ListedAsync("registrar-a", "stage=open"))[0];

        Assert.Equal(Given.Submitted("C03").Content.Title, first);
    }

    [Theory]
    [InlineData("registrar-a", "C08 C13")]
    [InlineData("registrar-b", "C13")]
    [InlineData("approver", "C13")]
    public async Task What_a_person_works_on_is_theirs(string user, string samples) =>
        Assert.Equal(TitlesOf(samples), (await ListedAsync(user, "mine=true")).Order());

    // registrar-a accepted and registrar-b assessed; C10 is assigned to another registrar, and C13 waits for an approver.
    [Theory]
    [InlineData("registrar-a", "", "C01 C03 C09")]
    [InlineData("registrar-b", "", "C03 C08 C09")]
    [InlineData("approver", "", "C13")]
    [InlineData("registrar-b", "stage=examination", "C08")]
    [InlineData("registrar-b", "stage=approval", "")]
    public async Task The_inbox_has_what_waits_for_the_person(string user, string query, string samples)
    {
        var answer = await FunctionCall.SendAsync(app.Operation<GetInbox>().Run, Given.Caller(user), "GET", $"/api/inbox?{query}");
        var page = answer.Json!["items"]!.AsArray();

        Assert.Equal(TitlesOf(samples), page.Select(line => (string)line!["title"]!).Order());
        Assert.All(page, line => Assert.NotEmpty(line!["actions"]!.AsArray()));
        Assert.All(page, line => Assert.Null(line!["listedActions"]));
    }

    [Fact]
    public async Task A_line_says_who_filed_accepted_and_assessed_it_and_whether_it_is_large()
    {
        var page = await GetAsync(Given.RegistrarA, "stage=approval");
        var line = page.Json!["items"]![0]!;

        Assert.Equal(
            (Given.Now, Large.Filer.Organisation, true, "registrar-a", "registrar-b"),
            (
                (DateTimeOffset)line["submittedAt"]!,
                (string)line["filerUscc"]!,
                (bool)line["large"]!,
                (string)line["acceptedBy"]!,
                (string)line["assessedBy"]!
            )
        );
        Assert.Equal(Large.Clock!.DueOn.ToString("yyyy-MM-dd"), (string)line["dueOn"]!);
    }

    [Theory]
    [InlineData("office-u1")]
    [InlineData("finance-a")]
    public async Task The_work_list_is_the_offices_own(string user) =>
        Assert.Equal((403, "not_allowed"), Of(await GetAsync(Given.Caller(user), "stage=open")));

    [Theory]
    [InlineData("office-u1", "q=视觉检测", "C01")]
    [InlineData("office-u1", "q=" + "工业智能", "")]
    [InlineData("office-u1", "q=不存在的项目", "")]
    public async Task One_finds_ones_contracts_by_a_part_of_the_title(string user, string query, string samples) =>
        Assert.Equal(TitlesOf(samples), (await ListedAsync(user, query)).Order());

    [Fact]
    public async Task One_finds_ones_contracts_by_a_party_or_a_number()
    {
        var contract = Given.Registered();
        var party = Uri.EscapeDataString(contract.Content.Buyers[0].Name[2..6]);

        Assert.Contains(contract.Content.Title, await ListedAsync("office-u1", $"q={party}"));
        Assert.Equal([contract.Content.Title], await ListedAsync("office-u1", $"q={contract.Number![^6..]}&status=registered&kind=D1"));
    }

    [Fact]
    public async Task A_search_reads_on_until_a_page_has_a_match()
    {
        var page = await GetAsync(Given.Filer, "q=视觉检测&limit=1");

        Assert.Single(page.Json!["items"]!.AsArray());
        Assert.Equal((400, "malformed_query"), Of(await GetAsync(Given.Filer, $"q={new string('长', 65)}")));
    }

    private static (int, string?) Of(Reply answer) => (answer.Status, (string?)answer.Json?["code"]);

    private static IEnumerable<string> TitlesOf(string samples) =>
        samples.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => Given.Submitted(s).Content.Title).Order();

    private async Task<IReadOnlyList<string>> ListedAsync(string user, string query)
    {
        var page = await GetAsync(Given.Caller(user), query);
        Assert.Equal(200, page.Status);
        return [.. page.Json!["items"]!.AsArray().Select(i => (string)i!["title"]!)];
    }

    private Task<Reply> GetAsync(Caller caller, string query) =>
        FunctionCall.SendAsync(app.Operation<ListContracts>().Run, caller, "GET", $"/api/contracts?{query}");
}
