using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Replays;

public static class ReplaySetup
{
    public const string Running = "replays|running";

    public static CommandSettings<Replay> Commands(TimeProvider time) =>
        new("replay", "/api/replays", MaySee: (_, _) => true, View: (loaded, _) => ReplayDecisions.Shown(loaded.State!, time.GetUtcNow()));

    public static AggregateKind<Replay> Aggregate { get; } =
        new("replay")
        {
            Reservations = state => state.Status == ReplayStatus.Running ? [$"replay|{state.Consumer}|{state.Year}"] : [],
            ReservationConflict = (_, _) => Problem.Of(Catalogue.ReplayRunning),
            Lists = state =>
                state.Status == ReplayStatus.Running
                    ? [new(Running, ListEntry.NewestFirst(state.StartedAt), new RunningJob(state.Id))]
                    : [],
            // The commit of a step also queues the message for the next step.
            Messages = (state, _) => state.Status == ReplayStatus.Running ? [new ReplayStepDue(state.Id, state.Steps)] : [],
        };

    public static JobSetup<Replay> Job { get; } =
        new("Replay", Running)
        {
            Due = state => state.Status == ReplayStatus.Running ? state.Steps : null,
            LastStepAt = state => state.LastStepAt,
            Resume = ReplayDecisions.Resume,
            Stop = ReplayDecisions.Stop,
        };

    public static IServiceCollection AddReplays(this IServiceCollection services)
    {
        services.AddJobs(_ => Aggregate, Job);
        services.AddSingleton(provider => Commands(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Commands<Replay>>();
        return services;
    }
}
