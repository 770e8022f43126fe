using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;

namespace TechTransfer.Certificates.Reissuing;

public sealed class StartReissue(Commands<Reissue> commands, NumberSeries numbers, TimeProvider time)
{
    private const int LongestReason = 500;

    [Function("StartReissue")]
    [Allowed(Role.Registrar, Role.Policy)]
    [Operation(
        "Reissue the valid certificates of a year: each gets a new number, and the old one names its replacement. The work goes "
            + "on in the background",
        Body = typeof(StartReissueBody),
        Answer = typeof(ReissueView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reissues")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<StartReissueBody>(
            request,
            async (id, body, caller) =>
                Decide(id, body, await numbers.LastAsync(CertificateNumber.SeriesOf(body.Year), cancellation), caller, time.GetUtcNow()),
            cancellation
        );

    /// <param name="last">Last serial allotted in the year; 0 when none was.</param>
    public static Outcome<Change<Reissue>> Decide(string id, StartReissueBody body, long last, Caller caller, DateTimeOffset now)
    {
        if (body.Year < 2000 || body.Year > now.ChinaDate().Year)
            return Wrong("year", new("该年份没有签发过文书，请核对年份。", "No documents were issued in this year. Check the year."));
        if (body.Kinds?.FirstOrDefault(kind => !CertificateKinds.Names.Contains(kind)) is { } unknown)
            return Wrong(
                "kinds",
                new($"没有“{unknown}”这一文书种类，请重新选择。", $"There is no kind of document '{unknown}'. Choose another.")
            );
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > LongestReason)
            return Wrong(
                "reason",
                new(
                    $"没有填写理由或者理由过长，请用1至{LongestReason}个字符填写。",
                    $"The reason is missing or too long. Enter it in 1 to {LongestReason} characters."
                )
            );
        var reissue = new Reissue
        {
            Id = id,
            Year = body.Year,
            Kinds = body.Kinds is { Count: > 0 } named ? named : [RegistrationContent.Kind, GrantContent.Kind],
            Reason = body.Reason,
            RequestedBy = caller.Name,
            Status = last == 0 ? ReissueStatus.Done : ReissueStatus.Running,
            Last = last,
            Next = 1,
            Issued = 0,
            PassedOver = 0,
            Failures = [],
            StartedAt = now,
            LastStepAt = now,
        };
        return new Change<Reissue>(reissue, new ReissueBegun(reissue.Year, reissue.Kinds, reissue.Reason, last));
    }

    private static Problem Wrong(string field, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(field);
}

/// <param name="Year">Year of the certificate numbers.</param>
/// <param name="Kinds">Kinds to issue again; null or empty means registration and grant certificates. Notices and decisions take effect
/// from their day of issue, so they are re-issued only when named.</param>
[SchemaName("ReissueRequest")]
public sealed record StartReissueBody(int Year, IReadOnlyList<string>? Kinds, string Reason);

[WireName("ReissueBegun")]
public sealed record ReissueBegun(int Year, IReadOnlyList<string> Kinds, string Reason, long Last);
