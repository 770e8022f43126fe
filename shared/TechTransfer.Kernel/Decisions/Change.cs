namespace TechTransfer.Kernel.Decisions;

/// <summary>What a decision makes of an aggregate: its new state, and the event that history keeps.</summary>
/// <param name="State">The new state.</param>
/// <param name="Event">The event, stored under its <see cref="WireNameAttribute"/>; null when only a draft was replaced, which history does
/// not keep.</param>
public sealed record Change<TState>(TState State, object? Event)
{
    /// <summary>The id of the part that it made inside the aggregate, which the command's answer shows; null when it made none.</summary>
    public string? Part { get; init; }
}
