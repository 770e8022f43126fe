using System.Text.Json.Serialization;
using TechTransfer.Certificates.Issuing;

namespace TechTransfer.Certificates.Requests;

/// <summary>Links an Idempotency-Key to the certificate that answered its request.</summary>
/// <param name="IsNew">Whether the request issued the certificate, rather than finding it.</param>
public sealed record CertificateOrder([property: JsonPropertyName("paperId")] string CertificateId, bool IsNew)
{
    public static AggregateKind<CertificateOrder> Setup { get; } = new("paperOrder");
}

[WireName("PaperAskedFor")]
public sealed record CertificateAskedFor(RequestCertificateBody Request);

/// <summary>
/// Answers requests by their Idempotency-Key: a repeated call gets the same certificate, a different request under the same key is refused.
/// The certificate is issued before the order is stored, so that a call repeated after an interruption finds it.
/// </summary>
public sealed class CertificateOrders(
    AggregateStore<CertificateOrder> orders,
    AggregateStore<Certificate> certificates,
    CertificateRequests requests
)
{
    public async Task<Outcome<RequestedCertificate>> AnswerAsync(
        string key,
        RequestCertificateBody request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var command = new CommandKey(caller.Subject, "POST /api/certificates", key, Ids.Sha256(Json.Write(request)));
        var id = Ids.Derive("order", caller.Subject, key);
        var loaded = await orders.LoadAsync(id, cancellation);
        if (loaded.Exists)
        {
            var past = await orders.FindCommandAsync(id, command, cancellation);
            return past?.BodyHash == command.BodyHash
                ? await AnswerOfAsync(loaded.State!, cancellation)
                : Problem.Of(Catalogue.IdempotencyKeyReused);
        }

        var issued = await requests.IssueAsync(request, caller, cancellation);
        if (issued.Problem is { } refused)
            return refused;
        var order = new CertificateOrder(issued.Value.Certificate.Key.Id, issued.Value.IsNew);
        var kept = await orders.CommitAsync(loaded, new(order, new CertificateAskedFor(request)), caller, command, CancellationToken.None);
        // A concurrent call may have used the key first: for the same request, return its answer.
        return kept.Problem is { } conflict ? conflict : await AnswerOfAsync(kept.Value.State!, cancellation);
    }

    private async Task<RequestedCertificate> AnswerOfAsync(CertificateOrder order, CancellationToken cancellation) =>
        new((await certificates.LoadAsync(order.CertificateId, cancellation)).State!, order.IsNew);
}
