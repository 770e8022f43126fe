using TechTransfer.Certificates.Frame;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Wordings;

namespace TechTransfer.Certificates.Requests;

public sealed record RequestedCertificate(Certificate Certificate, bool IsNew);

/// <summary>
/// Issues certificates on request. The content depends only on the registration, so the same request gives the same certificate until the
/// registration has a new edition.
/// </summary>
public sealed class CertificateRequests(
    RegisteredFacts contracts,
    IssueCertificates issue,
    CertificateStatuses statuses,
    AggregateStore<Certificate> certificates,
    CertificateWordings wordings,
    TimeProvider time
)
{
    private const int CertificateFollowsWithin = 5;

    private static readonly CertificateKind[] OnRequest = [.. CertificateKinds.All.Where(kind => kind.OnRequest is not null)];

    public async Task<Outcome<RequestedCertificate>> IssueAsync(
        RequestCertificateBody request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var decided = await DecideAsync(request, caller, cancellation);
        if (decided.Problem is { } refused)
            return refused;
        var due = decided.Value;
        // After a re-issue, answer with the re-issued certificate, which is the one in force.
        if (
            await statuses.NewestAsync(due.Key, cancellation) is { Key: var newest }
            && newest.Edition == due.Edition
            && newest.Reissue > 0
            && (await certificates.LoadAsync(newest.Id, cancellation)).State is { Number: not null } anew
        )
            return new RequestedCertificate(anew, IsNew: false);
        var isNew = !(await certificates.LoadAsync(due.Key.Id, cancellation)).Exists;
        // Finish what has begun even if the caller disconnects.
        var certificate = await issue.IssueAsync(
            due.Key,
            due.Content,
            $"request of {caller.Subject}",
            time.GetUtcNow(),
            caller,
            CancellationToken.None
        );
        return new RequestedCertificate(certificate.State!, isNew);
    }

    private async Task<Outcome<DueCertificate>> DecideAsync(RequestCertificateBody request, Caller caller, CancellationToken cancellation)
    {
        if (OnRequest.FirstOrDefault(kind => kind.Name == request.Kind)?.OnRequest is not { } asked)
        {
            return Wrong(
                "kind",
                new(
                    "可以申请出具的文书有：技术合同信息表、审核意见证明、登记清单；请重新选择。",
                    "You can request an information sheet, an opinion for tax relief, or a list of registered contracts. Choose "
                        + "one of them."
                )
            );
        }
        if (asked.Only is { } role && !caller.Is(role))
            return RoleNames.Needed(role);

        var wording = wordings.InForceOn(time.ChinaToday());
        string[] subjects = [.. request.Subjects ?? [], .. request.Subject is { } one ? (string[])[one] : []];
        var most = asked.Most(wording);
        if (subjects.Length == 0 || subjects.Length > most)
            return Wrong("subjects", new($"请选择1份至{most}份合同。", $"Choose 1 to {most} contracts."));
        if (subjects.Distinct().Count() != subjects.Length)
            return Wrong(
                "subjects",
                new("同一份合同只能选择一次，请去掉重复的合同。", "A contract can be chosen only once. Remove the repeated one.")
            );

        var found = new List<RequestedContract>();
        foreach (var (index, subject) in subjects.Index())
        {
            var path = request.Subjects is null ? "subject" : $"subjects[{index}]";
            // Answer 404 for a contract that the caller may not see, as for one that does not exist.
            if (
                !IsId(subject)
                || await contracts.NewestAsync(subject, cancellation) is not { Content: RegistrationContent content } certificate
                || !content.Describe().Access.Permits(caller)
            )
                return Problem.Of(Catalogue.NotFound).At(path);
            // A change was registered, but its certificate is not issued yet.
            if (certificate.Status == CertificateStatus.Requested)
                return Problem.Of(Catalogue.NotYetKnown).At(path) with { RetryAfterSeconds = CertificateFollowsWithin };
            // A contract is registered even if its own certificate is halted.
            if (certificate.Status is not (CertificateStatus.Valid or CertificateStatus.Halted))
                return Problem.Of(Catalogue.RegistrationNotInForce, ("contract", content.Contract.Number)).At(path);
            found.Add(new(content.Contract, certificate.Key.Edition));
        }

        return asked.Decide(found, caller, wording, wordings);
    }

    private static bool IsId(string subject) =>
        subject.Length is > 0 and <= 100 && subject.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static Problem Wrong(string path, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(path);
}
