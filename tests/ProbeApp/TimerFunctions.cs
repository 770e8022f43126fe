using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ProbeApp;

public static class TimerFunctions
{
    [Function("TimerEachSecond")]
    public static void EachSecond([TimerTrigger("* * * * * *")] TimerInfo timer, FunctionContext context) =>
        Observed.Add(context, $"past due {timer.IsPastDue}, status {timer.ScheduleStatus is not null}");

    [Function("TimerMonitored")]
    public static void Monitored([TimerTrigger("%ProbeSchedule%")] string timer, FunctionContext context) => Observed.Add(context, timer);

    [Function("TimerAtStart")]
    public static void AtStart(
        [TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] string timer,
        FunctionContext context
    ) => Observed.Add(context, timer);

    [Function("TimerTyped")]
    public static void Typed([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer, FunctionContext context) =>
        Observed.Add(context, $"{timer.ScheduleStatus?.Next:O} {timer.IsPastDue}");
}
