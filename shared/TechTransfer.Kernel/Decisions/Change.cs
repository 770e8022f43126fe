namespace TechTransfer.Kernel.Decisions;

/// <summary>The result of a decision: the aggregate's new state and the event for its history.</summary>
/// <param name="State">The complete new state.</param>
/// <param name="Event">The event, stored under its <see cref="WireNameAttribute"/>; null for changes without history, such as saving a
/// draft.</param>
public sealed record Change<TState>(TState State, object? Event)
{
    /// <summary>Id of a part that the decision created within the aggregate, such as a grant of an achievement; null when it created
    /// none. The command's answer contains it.</summary>
    public string? Part { get; init; }
}
