using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>A paper's data for those who may see it.</summary>
/// <param name="Number">The certificate number.</param>
/// <param name="Kind">As in <see cref="Kinds.CertificateKinds"/>.</param>
/// <param name="KindName">The kind's name.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Edition">From 1.</param>
/// <param name="Status">valid, superseded, cancelled or revoked.</param>
/// <param name="Since">When that began.</param>
/// <param name="Reason">Why it is no longer in force.</param>
/// <param name="Remarks">The same in the words of who decided it.</param>
/// <param name="IssuedOn">Day of issue, China time.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Code">The verification code.</param>
/// <param name="VerifyAt">Where anyone verifies it.</param>
/// <param name="Sha256">Hash of the file.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Facts">What anyone learns who verifies it.</param>
/// <param name="Content">All that it was made from.</param>
public sealed record PaperView(
    string Number,
    string Kind,
    Text KindName,
    string Subject,
    int Edition,
    PaperStatus Status,
    DateTimeOffset Since,
    Text? Reason,
    string? Remarks,
    DateOnly IssuedOn,
    string Issuer,
    string Code,
    string VerifyAt,
    string Sha256,
    long Size,
    IReadOnlyDictionary<string, object> Facts,
    PaperContent Content
)
{
    /// <summary>The view of an issued paper.</summary>
    public static PaperView Of(Paper paper, CertificateSettings settings)
    {
        var described = paper.Content.Describe();
        return new(
            paper.Number!,
            paper.Key.Kind,
            described.Title,
            paper.Key.Subject,
            paper.Key.Edition,
            paper.Status,
            paper.Since,
            paper.Reason,
            paper.Remarks,
            paper.IssuedOn,
            described.Issuer,
            paper.Code!,
            VerificationCode.Address(settings, paper.Number!, paper.Code!),
            paper.Sha256!,
            paper.Size!.Value,
            described.Facts.ToDictionary(f => f.Name, f => f.Value),
            paper.Content
        );
    }
}

/// <summary>Reading certificates.</summary>
public sealed class CertificateFunctions(
    AggregateStore<Paper> papers,
    NumberSeries numbers,
    Lists lists,
    DocumentStore documents,
    CertificateSettings settings
)
{
    [Function("ListCertificates")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Auditor)]
    [Operation(
        "The certificates of a subject: those that the caller may see",
        Answer = typeof(PageBody),
        Query = [
            "subject!: The id of the registration case, claim, grant or distribution",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "certificates")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var subject = request.Query["subject"].ToString();
        if (subject.Length > 100 || !Issue.IsSubject(subject))
            return new ProblemResult(Problem.Of(Catalogue.MalformedQuery, ("name", "subject"), ("reason", "an id")));
        var paging = Paging.Of(request);
        if (paging.Problem is { } malformed)
            return new ProblemResult(malformed);

        var page = await lists.ReadAsync(PaperLists.About(subject), paging.Value.Limit, paging.Value.Cursor, cancellation: cancellation);
        if (page.Problem is { } refused)
            return new ProblemResult(refused);
        var seen = page
            .Value.Items.Select(item => item.Deserialize<PaperLine>(Json.Options)!)
            .Where(line => line.Access.Permits(request.Caller()))
            .Select(line => line.Summary)
            .ToArray();
        // Whoever may see none of them is not told that there are any.
        if (seen.Length == 0 && paging.Value.Cursor is null && page.Value.Cursor is null)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return Results.Json(
            new PageBody([.. seen.Select(summary => JsonSerializer.SerializeToElement(summary, Json.Options))], page.Value.Cursor),
            Json.Options
        );
    }

    [Function("GetCertificate")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Auditor)]
    [Operation("A certificate's data", Answer = typeof(PaperView))]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "certificates/{number}")] HttpRequest request,
        string number,
        CancellationToken cancellation
    )
    {
        if (await FindVisibleAsync(request, number, cancellation) is not { State: { } paper })
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return Results.Json(PaperView.Of(paper, settings), Json.Options);
    }

    [Function("GetCertificatePdf")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Auditor)]
    [Operation("A certificate's file", AnswerMediaTypes = [DocumentType.Pdf])]
    public async Task<IResult> GetPdf(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "certificates/{number}/pdf")] HttpRequest request,
        string number,
        CancellationToken cancellation
    )
    {
        if (await FindVisibleAsync(request, number, cancellation) is not { State: { } paper } found)
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        return await documents.AnswerAsync(found.Id, paper.Sha256!, DocumentType.Pdf, $"{paper.Number}.pdf", cancellation);
    }

    private async Task<Loaded<Paper>?> FindVisibleAsync(HttpRequest request, string number, CancellationToken cancellation)
    {
        var paper = await papers.FindByNumberAsync(numbers, settings, number, cancellation);
        return paper?.State?.Content.Describe().Access.Permits(request.Caller()) == true ? paper : null;
    }
}

internal static class PapersByNumber
{
    /// <summary>The issued paper of a number; null when there is none. It takes the same calls either way, so that the time tells
    /// nobody.</summary>
    public static async Task<Loaded<Paper>?> FindByNumberAsync(
        this AggregateStore<Paper> papers,
        NumberSeries numbers,
        CertificateSettings settings,
        string text,
        CancellationToken cancellation
    )
    {
        var number = CertificateNumber.Parse(text, settings.NumberPrefix) ?? new(settings.NumberPrefix, 2000, 0);
        var id = await numbers.OwnerOfAsync(CertificateNumber.SeriesOf(number.Year), number.Serial, cancellation);
        var paper = await papers.LoadAsync(id ?? "none", cancellation);
        return paper.State?.Number == text ? paper : null;
    }
}
