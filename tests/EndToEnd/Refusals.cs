using System.Text.Json.Nodes;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd;

/// <summary>Filings whose faults are visible without any other data: the app refuses them, or accepts them with a warning.</summary>
[Collection(OnTheRunningSystem.Name)]
public sealed class Refusals(RunningSystem system)
{
    public static TheoryData<string> Negatives =>
        [.. SampleFiles.Contracts(TimeProvider.System.ChinaToday()).Where(s => s.Assessment is null).Select(s => s.Id)];

    [Theory]
    [MemberData(nameof(Negatives))]
    public async Task A_negative_sample_meets_its_problem_or_warning(string id)
    {
        var sample = SampleFiles.Contract(id, TimeProvider.System.ChinaToday());
        var cases = system.Samples.ToDictionary(s => s.Sample.Id, s => s.Contract);

        var (caseId, answer) = await system.Play.FileAsync(sample, cases);

        var expected = sample.Expected;
        if (expected.Problem is { } problem)
        {
            Assert.Equal(problem, answer.Code);
            Assert.True(answer.Status is >= 400 and < 500);
            if (expected.Code is { } code)
            {
                Assert.Contains(
                    answer.Body!["errors"]!.AsArray(),
                    e => (string)e!["code"]! == code && (expected.Path is null || (string)e["path"]! == expected.Path)
                );
            }
            if (caseId.Length > 0)
                Assert.Equal(
                    "draft",
                    (string?)(await system.Play.Contracts(sample.FiledBy).GetAsync($"/api/contracts/{caseId}")).Body!["status"]
                );
        }
        else
        {
            Assert.Equal(200, answer.Status);
            Assert.Contains(
                answer.Body!["findings"]!.AsArray(),
                f => (string)f!["code"]! == expected.Warning && (string)f["severity"]! == "warning"
            );
            var withdrawn = await system.Play.Contracts(sample.FiledBy).PostAsync($"/api/contracts/{caseId}/withdraw", null, answer.Tag);
            Assert.Equal("withdrawn", (string?)withdrawn.Body!["status"]);
        }
    }

    [Fact]
    public async Task Problems_speak_the_callers_language()
    {
        async Task<JsonNode> ProblemAsync(string language)
        {
            using var client = new HttpClient { BaseAddress = system.Contracts };
            client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            return JsonNode.Parse(
                await (await client.GetAsync(new Uri("/api/contracts?status=registered", UriKind.Relative))).Content.ReadAsStringAsync()
            )!;
        }
        Assert.Contains("尚未登录", (string)(await ProblemAsync("zh-CN"))["detail"]!, StringComparison.Ordinal);
        Assert.Contains("not signed in", (string)(await ProblemAsync("en-GB,zh;q=0.5"))["detail"]!, StringComparison.Ordinal);
        Assert.Contains("尚未登录", (string)(await ProblemAsync("fr"))["detail"]!, StringComparison.Ordinal);
    }
}
