using TechTransfer.Kernel.Decisions;

namespace TechTransfer.Kernel;

/// <summary>An object's line in a list, which shows the caller's actions without a read of the object.</summary>
public abstract record LineWithActions
{
    /// <summary>Stored only: an answer has the caller's <see cref="Actions"/> instead.</summary>
    public IReadOnlyList<ListedActions>? ListedActions { get; init; }

    /// <summary>Names of the actions that the caller may take now; null in a line that an earlier release wrote.</summary>
    public IReadOnlyList<string>? Actions { get; init; }
}

/// <summary>Shows lines to callers.</summary>
public static class LinesWithActions
{
    /// <summary>The line as the caller sees it.</summary>
    /// <param name="line">The line as stored.</param>
    /// <param name="caller">Whose actions it shows.</param>
    /// <param name="today">Today, China time.</param>
    public static TLine For<TLine>(this TLine line, Caller caller, DateOnly today)
        where TLine : LineWithActions =>
        (TLine)((LineWithActions)line with { Actions = ListedActions.Of(line.ListedActions, caller, today), ListedActions = null });
}
