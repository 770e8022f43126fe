using System.Text.Json.Serialization;
using TechTransfer.Certificates.Issuing;

namespace TechTransfer.Certificates.Requests;

/// <summary>The certificate that answered the request under one key.</summary>
/// <param name="CertificateId">The certificate's id.</param>
/// <param name="IsNew">Whether that call made it.</param>
public sealed record CertificateOrder([property: JsonPropertyName("paperId")] string CertificateId, bool IsNew)
{
    public static AggregateKind<CertificateOrder> Setup { get; } = new("paperOrder");
}

/// <summary>History: a certificate was asked for.</summary>
[WireName("PaperAskedFor")]
public sealed record CertificateAskedFor(RequestCertificateBody Request);

/// <summary>
/// Answers requests by their Idempotency-Key: a repeated call gets the same certificate, another call with the same key is refused. The
/// certificate is issued before the order is stored: an interrupted call finds the same certificate when it is repeated.
/// </summary>
public sealed class CertificateOrders(
    AggregateStore<CertificateOrder> orders,
    AggregateStore<Certificate> certificates,
    CertificateRequests requests
)
{
    /// <param name="key">The caller's Idempotency-Key.</param>
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
        // A concurrent call may have used the key: for the same request its answer is ours.
        return kept.Problem is { } conflict ? conflict : await AnswerOfAsync(kept.Value.State!, cancellation);
    }

    private async Task<RequestedCertificate> AnswerOfAsync(CertificateOrder order, CancellationToken cancellation) =>
        new((await certificates.LoadAsync(order.CertificateId, cancellation)).State!, order.IsNew);
}
