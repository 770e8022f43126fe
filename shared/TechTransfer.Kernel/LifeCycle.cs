using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Kernel;

/// <summary>
/// The life of one kind of thing: which actions are possible in which statuses, by whom, and where they lead. Every decision asks its
/// action first, and the pages about life cycles are held against it by tests.
/// </summary>
/// <param name="statusOf">The status of a thing.</param>
/// <param name="nameOf">A status in words.</param>
public sealed class LifeCycle<TState, TStatus>(Func<TState, TStatus> statusOf, Func<TStatus, Text> nameOf)
{
    private readonly List<LifeAction<TState, TStatus>> _actions = [];

    /// <summary>All actions, in the order in which they were added.</summary>
    public IReadOnlyList<LifeAction<TState, TStatus>> Actions => _actions;

    /// <summary>Adds an action.</summary>
    /// <param name="name">The action's word in its route.</param>
    /// <param name="words">The action in a sentence.</param>
    /// <param name="by">Who carries it out.</param>
    /// <param name="from">The statuses in which it is possible.</param>
    /// <param name="to">The statuses that it can lead to.</param>
    /// <param name="otherThan">Acts on the thing that must have been another person's.</param>
    /// <param name="conditions">What else must hold of the thing, in the order in which it is looked at: each gives the problem when it
    /// does not.</param>
    public LifeAction<TState, TStatus> Add(
        string name,
        Text words,
        Actor<TState> by,
        IReadOnlyList<TStatus> from,
        IReadOnlyList<TStatus> to,
        Func<TState, IEnumerable<EarlierAct>>? otherThan = null,
        params IReadOnlyList<Func<TState, Caller, Problem?>> conditions
    )
    {
        var action = new LifeAction<TState, TStatus>(this, name, words, by, from, to, otherThan ?? (_ => []), conditions);
        _actions.Add(action);
        return action;
    }

    internal TStatus StatusOf(TState state) => statusOf(state);

    internal Text NameOf(TStatus status) => nameOf(status);
}

/// <summary>One action of a life cycle.</summary>
public sealed class LifeAction<TState, TStatus>
{
    private readonly LifeCycle<TState, TStatus> _cycle;
    private readonly Func<TState, IEnumerable<EarlierAct>> _otherThan;
    private readonly IReadOnlyList<Func<TState, Caller, Problem?>> _conditions;

    internal LifeAction(
        LifeCycle<TState, TStatus> cycle,
        string name,
        Text words,
        Actor<TState> by,
        IReadOnlyList<TStatus> from,
        IReadOnlyList<TStatus> to,
        Func<TState, IEnumerable<EarlierAct>> otherThan,
        IReadOnlyList<Func<TState, Caller, Problem?>> conditions
    ) => (_cycle, Name, Words, By, From, To, _otherThan, _conditions) = (cycle, name, words, by, from, to, otherThan, conditions);

    /// <summary>The action's word in its route.</summary>
    public string Name { get; }

    /// <summary>The action in a sentence.</summary>
    public Text Words { get; }

    /// <summary>Who carries it out.</summary>
    public Actor<TState> By { get; }

    /// <summary>The statuses in which it is possible.</summary>
    public IReadOnlyList<TStatus> From { get; }

    /// <summary>The statuses that it can lead to.</summary>
    public IReadOnlyList<TStatus> To { get; }

    /// <summary>
    /// What stands against the action: the caller, the status (<c>wrong_state</c>), a condition, or an act that must have been another
    /// person's (<c>two_person_rule</c>); null when nothing does.
    /// </summary>
    public Problem? Against(TState state, Caller caller)
    {
        if (By.Against(state, caller, Words) is { } problem)
            return problem;
        var status = _cycle.StatusOf(state);
        if (!From.Contains(status))
            return Problem.Of(Catalogue.WrongState, ("status", _cycle.NameOf(status)), ("action", Words));
        foreach (var condition in _conditions)
        {
            if (condition(state, caller) is { } unmet)
                return unmet;
        }
        return _otherThan(state).FirstOrDefault(earlier => earlier.Subject == caller.Subject) is { } own
            ? Problem.Of(Catalogue.TwoPersonRule, ("done", own.Words), ("action", Words))
            : null;
    }
}

/// <summary>Who carries an action out.</summary>
/// <param name="Name">The actor in words.</param>
/// <param name="Against">What stands against a caller who wants to carry out the action of the given words; null when nothing does.</param>
public sealed record Actor<TState>(Text Name, Func<TState, Caller, Text, Problem?> Against);

/// <summary>An act that was done before, for the rule of two persons.</summary>
/// <param name="Words">What was done.</param>
/// <param name="Subject">The person's stable id; null when it was not done.</param>
public sealed record EarlierAct(Text Words, string? Subject);
