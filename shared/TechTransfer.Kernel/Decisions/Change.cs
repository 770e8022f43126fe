namespace TechTransfer.Kernel.Decisions;

/// <summary>The result of a decision: the aggregate's new state and the event for its history.</summary>
/// <param name="State">The complete new state.</param>
/// <param name="Event">The event, stored under its <see cref="WireNameAttribute"/>; null for changes without history, such as saving a
/// draft.</param>
public sealed record Change<TState>(TState State, object? Event)
{
    /// <summary>Id of a part that the decision created within the aggregate, such as a receipt, for the answer; null when it created
    /// none.</summary>
    public string? Part { get; init; }
}
