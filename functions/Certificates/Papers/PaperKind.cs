using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>What the store must know of papers.</summary>
public static class PaperKind
{
    /// <summary>The list of a subject's papers.</summary>
    public static string ListOf(string subject) => $"subject|{subject}";

    public static AggregateKind<Paper> Of(IServiceProvider services) => new("paper")
    {
        Lists = paper => paper.Status == PaperStatus.Requested ? [] : [new(ListOf(paper.Subject), ListEntry.NewestFirst(paper.IssuedAt), PaperSummary.Of(paper))],
        FollowUp = services.GetRequiredService<Issue>().CompleteAsync,
    };
}

/// <summary>A paper's line in its subject's list.</summary>
public sealed record PaperSummary(string Number, string Kind, int Edition, PaperStatus Status, DateOnly IssuedOn, string Sha256, long Size)
{
    public static PaperSummary Of(Paper paper) => new(paper.Number!, paper.Kind, paper.Edition, paper.Status, paper.IssuedOn, paper.Sha256!, paper.Size!.Value);
}
