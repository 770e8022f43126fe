using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>The version must be valid, have the next number and start after the versions before it.</summary>
public sealed partial class PublishPolicy(Commands<PublishedPolicy> commands, PublishedPolicies policies, TimeProvider time)
{
    [Function("PublishPolicy")]
    [Allowed(Role.Policy)]
    [Operation(
        "Publish the next version of a policy. Earlier versions stay unchanged, and one without an end ends on the day before "
            + "this one begins. Needs If-Match once a version was published here. Entitlements follow when the figures of its years "
            + "are calculated",
        Body = typeof(Policy),
        Answer = typeof(PublishedAnswer)
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "policies/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var shelf = await policies.CurrentAsync(cancellation);
        return await commands.PutAsync<JsonElement>(
            request,
            id,
            (state, body, caller) => Decide(state, id, body.GetRawText(), shelf, caller, time.GetUtcNow()),
            cancellation
        );
    }

    /// <param name="id">Id in the route, which the policy's own id must equal.</param>
    public static Outcome<Change<PublishedPolicy>> Decide(
        PublishedPolicy? state,
        string id,
        string text,
        PolicyShelf shelf,
        Caller caller,
        DateTimeOffset now
    )
    {
        var read = Read(text);
        if (read.Problem is { } wrong)
            return wrong;
        var policy = read.Value;
        if (policy.Id != id || !Id().IsMatch(id))
            return Invalid(
                "id",
                $"政策编号应与提交地址中的编号“{id}”一致，且只能由小写字母、数字和连字符组成，请核对。",
                $"The policy's ID must equal the ID in the address ('{id}') and consist of lower-case letters, digits and "
                    + "hyphens. Check it."
            );
        var versions = shelf.Book.VersionsOf(id);
        var next = versions.Count == 0 ? 1 : versions[^1].Version + 1;
        if (policy.Version != next)
            return Invalid(
                "version",
                $"该政策的下一版应为第{next}版，请更改版本号。",
                $"The next version of this policy is {next}. Change the version number."
            );
        // An open version ends the day before its successor starts; a stated end stays.
        if (
            versions is [.., var last]
            && (policy.From <= last.From || (Published(state, last.Version, last).To ?? last.From) >= policy.From)
        )
        {
            return Problem
                .Of(
                    Catalogue.PolicyVersionsOverlap,
                    ("version", last.Version),
                    ("from", last.From),
                    ("to", last.To is { } to ? (object)to : "…")
                )
                .At("from");
        }
        return new Change<PublishedPolicy>(
            new() { Id = id, Versions = [.. state?.Versions ?? [], new(policy.Version, text, caller.Subject, now, Ready: false)] },
            new PolicyPublished(policy.Version, text, caller.Subject, now)
        );
    }

    /// <summary>Marks the version as ready, once its year sums are filled; null when it is ready already or does not exist.</summary>
    public static Change<PublishedPolicy>? Ready(PublishedPolicy state, int version) =>
        state.Versions.Any(v => v.Version == version && !v.Ready)
            ? new(
                state with
                {
                    Versions = [.. state.Versions.Select(v => v.Version == version ? v with { Ready = true } : v)],
                },
                new PolicySumsFilled(version)
            )
            : null;

    public static Outcome<Policy> Read(string text)
    {
        var (policy, findings) = PolicyFile.Check(text);
        if (findings.Count == 0)
            return policy!;
        return Problem.Of(Catalogue.PolicyRefused, ("count", findings.Count)) with
        {
            Errors = [.. findings.Select(f => new ProblemError(f.Path, Catalogue.PolicyRefused.Code, f.Reason))],
        };
    }

    // Returns the version as published: in the book of policies, an open end has been replaced by a date.
    private static Policy Published(PublishedPolicy? state, int version, Policy fallback) =>
        state?.Versions.FirstOrDefault(v => v.Version == version) is { } published ? PolicyFile.Read("policy", published.Text) : fallback;

    private static Problem Invalid(string path, string zh, string en) =>
        Problem.Of(Catalogue.InvalidValue, ("reason", new Text(zh, en))).At(path);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}\\z")]
    private static partial Regex Id();
}

public sealed record PublishedAnswer(string Id, IReadOnlyList<PublishedVersionAnswer> Versions);

/// <param name="Ready">False while the sums of its years are being filled; until then entitlements use the version before.</param>
/// <param name="Notes">Facts that the version uses and that registration does not fill.</param>
public sealed record PublishedVersionAnswer(int Version, string By, DateTimeOffset At, bool Ready, IReadOnlyList<Text> Notes)
{
    public static PublishedVersionAnswer Of(PublishedVersion version) =>
        new(version.Version, version.By, version.At, version.Ready, PolicyNotes.Of(PolicyFile.Read("policy", version.Text)));
}
