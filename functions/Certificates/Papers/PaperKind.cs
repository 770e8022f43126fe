using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Certificates.Frame;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>What the store must know of papers.</summary>
public static class PaperKind
{
    public static AggregateKind<Paper> Of(IServiceProvider services)
    {
        var (issue, standings) = (services.GetRequiredService<Issue>(), services.GetRequiredService<Standings>());
        return new("paper")
        {
            HoldsPersons = true,
            Lists = PaperLists.Of,
            FollowUp = async (paper, cancellation) =>
                paper.State!.Status == PaperStatus.Requested
                    ? await issue.CompleteAsync(paper, cancellation)
                    : await standings.ChangeOfAsync(paper.State, cancellation),
        };
    }
}

/// <summary>The lists that papers stand in once they are issued.</summary>
public static class PaperLists
{
    /// <summary>The papers about a subject.</summary>
    public static string About(string subject) => $"subject|{subject}";

    /// <summary>Papers about something else that fall with it all the same.</summary>
    public static string RestingOn(string subject) => $"rests|{subject}";

    internal static IEnumerable<ListEntry> Of(Paper paper)
    {
        if (paper.Status == PaperStatus.Requested)
            return [];
        var described = paper.Content.Describe();
        var line = new PaperLine(
            paper.Key,
            paper.IssuedAt,
            described.Access,
            new(
                paper.Number!,
                paper.Key.Kind,
                described.Title,
                paper.Key.Edition,
                paper.Status,
                paper.Since,
                paper.IssuedOn,
                paper.Sha256!,
                paper.Size!.Value
            )
        );
        return described
            .RestsOn.Where(other => other != paper.Key.Subject)
            .Distinct()
            .Select(RestingOn)
            .Prepend(About(paper.Key.Subject))
            .Select(list => new ListEntry(list, ListEntry.NewestFirst(paper.IssuedAt), line));
    }
}

/// <summary>A paper's line in the lists.</summary>
public sealed record PaperLine(PaperKey Key, DateTimeOffset IssuedAt, Access Access, PaperSummary Summary);

/// <summary>What those who may see a paper read of it in a list.</summary>
public sealed record PaperSummary(
    string Number,
    string Kind,
    Text KindName,
    int Edition,
    PaperStatus Status,
    DateTimeOffset Since,
    DateOnly IssuedOn,
    string Sha256,
    long Size
);
