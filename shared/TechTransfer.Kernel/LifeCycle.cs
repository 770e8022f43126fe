using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Kernel;

/// <summary>The life cycle of one kind of object: its actions, the statuses in which each is possible and leads to, and who may carry it
/// out. Every decision checks its action here first; tests compare the documentation with it.</summary>
/// <param name="statusOf">Reads the status from a state.</param>
/// <param name="nameOf">Text of a status for people.</param>
public sealed class LifeCycle<TState, TStatus>(Func<TState, TStatus> statusOf, Func<TStatus, Text> nameOf)
{
    private readonly List<LifeAction<TState, TStatus>> _actions = [];

    /// <summary>The actions in the order in which they were added; documentation and tests list them in this order.</summary>
    public IReadOnlyList<LifeAction<TState, TStatus>> Actions => _actions;

    /// <summary>Adds an action, in the order in which documentation and tests list the actions.</summary>
    /// <param name="name">The action's word in its HTTP route.</param>
    /// <param name="words">Text for people, used within sentences.</param>
    /// <param name="by">Who may carry it out.</param>
    /// <param name="from">Statuses in which it is possible.</param>
    /// <param name="to">Statuses that it can lead to.</param>
    /// <param name="otherThan">Earlier acts that the caller must not have done personally (two-person rule); null for none.</param>
    /// <param name="conditions">Further conditions, checked in this order; each returns null when it is met, otherwise the problem.</param>
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

/// <summary>An action of a life cycle, made by <c>LifeCycle.Add</c>. A decision calls <c>Against</c> before it changes the state.</summary>
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

    /// <summary>The action's word in its HTTP route.</summary>
    public string Name { get; }

    /// <summary>Text for people, used within sentences.</summary>
    public Text Words { get; }

    /// <summary>The people who may carry out the action; <see cref="Against"/> checks this together with status and conditions.</summary>
    public Actor<TState> By { get; }

    /// <summary>Statuses in which the action is possible; in any other, <see cref="Against"/> returns <c>wrong_state</c>.</summary>
    public IReadOnlyList<TStatus> From { get; }

    /// <summary>Statuses that the action can lead to; may include the current one.</summary>
    public IReadOnlyList<TStatus> To { get; }

    /// <summary>
    /// The first problem that prevents the caller from carrying out the action: the wrong person, the wrong status (<c>wrong_state</c>), an
    /// unmet condition, or an earlier act of the same person (<c>two_person_rule</c>). Null when the action is allowed.
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

/// <summary>The people who may carry out an action, such as the payee or a registrar.</summary>
/// <param name="Name">Text for people, as in <c>the payee</c>.</param>
/// <param name="Against">Takes the state, the caller and the action's text; returns the problem when the caller is not one of them,
/// otherwise null.</param>
public sealed record Actor<TState>(Text Name, Func<TState, Caller, Text, Problem?> Against);

/// <summary>An earlier act on an object that the two-person rule considers.</summary>
/// <param name="Words">Text of the act for people.</param>
/// <param name="Subject">Id of the person who did it; null when it was not done.</param>
public sealed record EarlierAct(Text Words, string? Subject);
