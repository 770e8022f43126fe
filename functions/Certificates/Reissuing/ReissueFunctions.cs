using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Papers;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Reissuing;

/// <summary>Re-issues over HTTP.</summary>
public sealed class ReissueFunctions(Commands<Reissue> commands, NumberSeries numbers, TimeProvider time)
{
    private const int LongestReason = 500;

    [Function("StartReissue")]
    [Allowed(Role.Registrar, Role.Policy)]
    [Operation(
        "Issue a year's papers anew, those in force: each gets a new number, and the old one says which took its place. The work goes on in the background",
        Body = typeof(ReissueRequest),
        Answer = typeof(ReissueView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reissues")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<ReissueRequest>(
            request,
            async (id, body, caller) =>
            {
                var now = time.GetUtcNow();
                if (body.Year < 2000 || body.Year > now.ChinaDate().Year)
                    return Wrong("year", new("不是已有文件的年份。", "no year that papers were issued in."));
                if (body.Kinds?.FirstOrDefault(kind => !CertificateKinds.Names.Contains(kind)) is { } unknown)
                    return Wrong("kinds", new($"没有“{unknown}”这种文件。", $"there is no kind {unknown}."));
                if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > LongestReason)
                    return Wrong(
                        "reason",
                        new($"请填写理由，不超过 {LongestReason} 字。", $"a reason of at most {LongestReason} characters is needed.")
                    );
                return Reissue.Begin(id, body, await numbers.LastAsync(CertificateNumber.SeriesOf(body.Year), cancellation), caller, now);
            },
            cancellation
        );

    [Function("GetReissue")]
    [Allowed(Role.Registrar, Role.Policy, Role.Auditor)]
    [Operation("How far a re-issue has come", Answer = typeof(ReissueView))]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reissues/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => commands.ReadAsync(request, id, cancellation);

    private static Problem Wrong(string field, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(field);
}
