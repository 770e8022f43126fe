using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// The whole file of a contract as one zip: <c>contract.json</c> and <c>history.json</c> as the API shows them to the caller, and the
/// attachments. The contract and each attachment are logged as read. Certificates are in the Certificates app, which no app calls:
/// <c>certificates.json</c> has the paths where the caller fetches them.
/// </summary>
public sealed class GetArchive(
    AggregateStore<Contract> contracts,
    CommandSettings<Contract> settings,
    DocumentStore documents,
    ReadLog reads
)
{
    [Function("GetContractArchive")]
    [Allowed]
    [Operation(
        "The contract's whole file: form, history, attachments, and where its certificates are",
        AnswerMediaTypes = ["application/zip"]
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "contracts/{id}/archive")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => reads.OfContractAsync(id, request.Caller(), ZipAsync(id, request.Caller(), cancellation), cancellation);

    private async Task<IResult> ZipAsync(string id, Caller caller, CancellationToken cancellation)
    {
        var loaded = await contracts.LoadAsync(id, cancellation);
        if (!loaded.Exists || !Visibility.SeesAttachments(loaded.State!, caller))
            return new ProblemResult(Problem.Of(Catalogue.NotFound));
        var state = loaded.State!;
        var history = ReadHistory.Shown(await contracts.ReadHistoryAsync(id, cancellation), new(state, caller), verify: true);
        var attachments = GetAttachment.AttachmentsOf(state).DistinctBy(a => (a.Kind, a.Name, a.Sha256)).ToArray();
        foreach (var attachment in attachments)
            await reads.AddAsync(id, caller, attachment, cancellation);

        // The zip writer of .NET writes synchronously at some points, which a response does not allow.
        var file = TemporaryFile.Create();
        try
        {
            await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, null, cancellation))
            {
                await AddAsync(zip, "contract.json", settings.View(loaded, caller), cancellation);
                await AddAsync(zip, "history.json", history, cancellation);
                await AddAsync(zip, "certificates.json", CertificateLinks.Of(id), cancellation);
                for (var i = 0; i < attachments.Length; i++)
                {
                    var (one, name) = (attachments[i], Download.SafeName(attachments[i].Name, attachments[i].Type));
                    // Missing after its retention: the history still has its hash.
                    if (await documents.OpenAsync(id, one.Sha256, cancellation) is not { } content)
                        continue;
                    await using (content)
                    await using (var entry = await zip.CreateEntry($"attachments/{i + 1:D2} {one.Kind} {name}").OpenAsync(cancellation))
                        await content.CopyToAsync(entry, cancellation);
                }
            }
            file.Position = 0;
            return Download.Of(file, "application/zip", state.Number ?? id);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task AddAsync(ZipArchive zip, string name, object content, CancellationToken cancellation)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellation);
        await System.Text.Json.JsonSerializer.SerializeAsync(entry, content, content.GetType(), Json.Options, cancellation);
    }
}

/// <param name="List">URL path of the Certificates app that lists the contract's certificates, as the same caller may see them.</param>
/// <param name="Pdf">URL path of each one's PDF.</param>
public sealed record CertificateLinks(string List, string Pdf, Text Note)
{
    public static CertificateLinks Of(string contract) =>
        new(
            $"/api/certificates?subject={contract}",
            "/api/certificates/{number}/pdf",
            new(
                "证明、通知书等文书由证明系统保存，请按上述地址查询清单，并逐份下载PDF文件。",
                "Certificates and notices are kept by the certificates service. List them at the first path, and download each PDF at "
                    + "the second."
            )
        );
}
