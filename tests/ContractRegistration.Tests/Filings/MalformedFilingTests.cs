using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel.Problems;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Filings;

/// <summary>A faulty filing and all faults that the app must report.</summary>
/// <param name="Expect">The faults, each as code@path.</param>
/// <param name="Text">The whole request body; null for a changed sample.</param>
/// <param name="Sample">Id of the sample to change; null for C01.</param>
/// <param name="Set">Values to set in the sample, by path.</param>
/// <param name="Remove">Paths to remove from the sample.</param>
/// <param name="WithoutAttachment">A kind of attachment that is not uploaded; null to upload all.</param>
public sealed record MalformedFiling(
    string Name,
    IReadOnlyList<string> Expect,
    string? Text = null,
    string? Sample = null,
    JsonObject? Set = null,
    IReadOnlyList<string>? Remove = null,
    string? WithoutAttachment = null
);

public partial class MalformedFilingTests
{
    private static readonly Dictionary<string, MalformedFiling> All = JsonSerializer
        .Deserialize<MalformedFiling[]>(
            File.ReadAllText(Repository.PathOf("tests", "ContractRegistration.Tests", "Filings", "malformed.json")),
            JsonSerializerOptions.Web
        )!
        .ToDictionary(f => f.Name);

    public static TheoryData<string> Names => [.. All.Keys];

    [Fact]
    public void There_are_at_least_a_hundred_and_fifty() => Assert.InRange(All.Count, 150, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_malformed_filing_is_answered_with_exactly_what_is_wrong_and_where(string name)
    {
        var filing = All[name];

        var problem = ProblemOf(filing);

        Assert.NotNull(problem);
        Assert.InRange(problem.Kind.Status, 400, 499);
        Assert.Equal(
            filing.Expect.Order(StringComparer.Ordinal),
            problem.Errors.Select(e => $"{e.Code}@{e.Path}").Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(problem.Errors, e => Assert.True(e.Message is { Zh.Length: > 0, En.Length: > 0 }));
    }

    // Runs a filing through the app: request body, draft, attachments, submission.
    private static Problem? ProblemOf(MalformedFiling filing)
    {
        var sample = SampleFiles.Contract(filing.Sample ?? "C01", Given.Today);
        var filer = Given.Caller(sample.FiledBy);
        ContractContent content;
        try
        {
            content = RequestBody.Parse<ContractContent>(
                Encoding.UTF8.GetBytes(filing.Text ?? Changed(sample.Content, filing).ToJsonString())
            );
        }
        catch (ProblemException refused)
        {
            return refused.Problem;
        }
        var drafted = Draft.Decide("case", content, filer, Given.Rules, Given.Now);
        if (drafted.Problem is not null)
            return drafted.Problem;
        var state = drafted.Value.State;
        foreach (var attachment in Given.Attachments(sample).Where(p => p.Kind != filing.WithoutAttachment))
            state = Attach.Decide(state, attachment, filer, Given.Rules, Given.Now).Value.State;
        return Submit.Decide(state, new(), filer, Given.Rules, Given.Now).Problem;
    }

    private static JsonObject Changed(JsonObject content, MalformedFiling filing)
    {
        foreach (var (path, value) in filing.Set ?? [])
        {
            var (owner, name) = Find(content, path);
            if (name is int index)
            {
                var items = owner.AsArray();
                if (index == items.Count)
                    items.Add(value?.DeepClone());
                else
                    items[index] = value?.DeepClone();
            }
            else
            {
                owner[(string)name] = value?.DeepClone();
            }
        }
        foreach (var path in filing.Remove ?? [])
        {
            var (owner, name) = Find(content, path);
            Assert.True(owner.AsObject().Remove((string)name), $"{filing.Name}: there is no {path}.");
        }
        return content;
    }

    private static (JsonNode Owner, object Name) Find(JsonObject content, string path)
    {
        var steps = Step()
            .Matches(path)
            .Select(m => m.Groups[1].Success ? (object)int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : m.Value)
            .ToArray();
        JsonNode node = content;
        foreach (var step in steps[..^1])
        {
            node = step is int index ? node[index]! : node[(string)step] ?? (node[(string)step] = new JsonArray());
        }
        return (node, steps[^1]);
    }

    [GeneratedRegex(@"\[(\d+)\]|[^.\[\]]+")]
    private static partial Regex Step();
}
