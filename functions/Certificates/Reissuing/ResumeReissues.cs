using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Certificates.Reissuing;

public sealed class ResumeReissues(StepRunner<Reissue> runner)
{
    [Function("ResumeReissues")]
    public Task Run([TimerTrigger("35 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation) =>
        runner.ResumeStalledAsync(cancellation);
}
