using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>A paper's data for those who may see it.</summary>
public sealed record PaperView(string Number, string Kind, string Subject, int Edition, PaperStatus Status, DateTimeOffset Since, DateOnly IssuedOn, string Code, string VerifyAt, string Sha256, long Size, ContractRegistered Facts);

/// <summary>Reading certificates.</summary>
public sealed class CertificateFunctions(AggregateStore<Paper> papers, Standings standings, NumberSeries numbers, Lists lists, DocumentStore documents, CertificateSettings settings)
{
    [Function("ListCertificates")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Auditor)]
    [Operation("The certificates of a subject", Answer = typeof(PageBody), Query = ["subject!: The registration case's id", "limit: 1 to 200, 50 if not given", "cursor: From the page before"])]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "certificates")] HttpRequest request, CancellationToken cancellation)
    {
        var subject = request.Query["subject"].ToString();
        if (subject.Length is 0 or > 100 || !subject.All(char.IsAsciiLetterOrDigit)) return new ProblemResult(Problem.Of(Catalogue.MalformedQuery, ("name", "subject"), ("reason", "an id")));
        var paging = Paging.Of(request);
        if (paging.Problem is { } malformed) return new ProblemResult(malformed);

        // The newest edition says who the parties are.
        var newest = await papers.LoadAsync(Paper.IdOf(Paper.RegistrationKind, subject, (await standings.FindAsync(subject, cancellation))?.Edition ?? 1), cancellation);
        if (newest.State?.IsVisibleTo(request.Caller()) != true) return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var page = await lists.ReadAsync(PaperKind.ListOf(subject), paging.Value.Limit, paging.Value.Cursor, cancellation: cancellation);
        return page.Problem is { } refused ? new ProblemResult(refused) : Results.Json(new PageBody(page.Value.Items, page.Value.Cursor), Json.Options);
    }

    [Function("GetCertificate")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Auditor)]
    [Operation("A certificate's data", Answer = typeof(PaperView))]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "certificates/{number}")] HttpRequest request, string number, CancellationToken cancellation)
    {
        if (await FindVisibleAsync(request, number, cancellation) is not { State: { } paper }) return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var view = new PaperView(paper.Number!, paper.Kind, paper.Subject, paper.Edition, paper.Status, paper.Since, paper.IssuedOn, paper.Code!,
            VerificationCode.Address(settings, paper.Number!, paper.Code!), paper.Sha256!, paper.Size!.Value, paper.Facts);
        return Results.Json(view, Json.Options);
    }

    [Function("GetCertificatePdf")]
    [Allowed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Auditor)]
    [Operation("A certificate's file", AnswerMediaTypes = ["application/pdf"])]
    public async Task<IResult> GetPdf([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "certificates/{number}/pdf")] HttpRequest request, string number, CancellationToken cancellation)
    {
        if (await FindVisibleAsync(request, number, cancellation) is not { State: { } paper } found) return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var file = await documents.OpenAsync(found.Id, paper.Sha256!, cancellation)
            ?? throw new InvalidOperationException($"The file {paper.Sha256} of {paper.Number} is gone.");
        return Results.File(file, "application/pdf", $"{paper.Number}.pdf", entityTag: new($"\"{paper.Sha256}\""));
    }

    private async Task<Loaded<Paper>?> FindVisibleAsync(HttpRequest request, string number, CancellationToken cancellation)
    {
        var paper = await papers.FindByNumberAsync(numbers, settings, number, cancellation);
        return paper?.State?.IsVisibleTo(request.Caller()) == true ? paper : null;
    }
}

internal static class PapersByNumber
{
    /// <summary>The issued paper of a number; null when there is none.</summary>
    public static async Task<Loaded<Paper>?> FindByNumberAsync(this AggregateStore<Paper> papers, NumberSeries numbers, CertificateSettings settings, string text, CancellationToken cancellation)
    {
        if (CertificateNumber.Parse(text, settings.NumberPrefix) is not { } number) return null;
        if (await numbers.OwnerOfAsync(CertificateNumber.SeriesOf(number.Year), number.Serial, cancellation) is not { } id) return null;
        var paper = await papers.LoadAsync(id, cancellation);
        return paper.State?.Number == text ? paper : null;
    }
}
