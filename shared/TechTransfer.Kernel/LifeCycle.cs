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
    /// <param name="name">Stable name, usually the action's word in its HTTP route.</param>
    /// <param name="words">Text for people, used within sentences.</param>
    /// <param name="by">Who may carry it out.</param>
    /// <param name="from">Statuses in which it is possible.</param>
    /// <param name="to">Statuses that it can lead to.</param>
    /// <param name="otherThan">Earlier acts that the caller must not have done personally (two-person rule); null for none.</param>
    /// <param name="conditions">Further conditions, checked in this order before the two-person rule; each returns null when it is met,
    /// otherwise the problem.</param>
    /// <param name="needs">Further conditions, checked in this order after the two-person rule.</param>
    /// <param name="awaited">True while the object waits for this action; null if it never does.</param>
    /// <param name="of">The part of the object that the action is about; null for the whole.</param>
    /// <param name="route">Path of the call below that of the object, if it is not the name; empty for a <c>PUT</c> on the object.</param>
    public LifeAction<TState, TStatus> Add(
        string name,
        Text words,
        Actor<TState> by,
        IReadOnlyList<TStatus> from,
        IReadOnlyList<TStatus> to,
        Func<TState, IEnumerable<EarlierAct>>? otherThan = null,
        IReadOnlyList<Func<TState, Caller, Problem?>>? conditions = null,
        IReadOnlyList<Func<TState, Caller, Problem?>>? needs = null,
        Func<TState, bool>? awaited = null,
        Func<TState, TState>? of = null,
        string? route = null
    )
    {
        var action = new LifeAction<TState, TStatus>(this, name, words, by, from, to)
        {
            OtherThan = otherThan ?? (_ => []),
            Conditions = conditions ?? [],
            Needs = needs ?? [],
            Awaited = awaited ?? (_ => false),
            Of = of ?? (state => state),
            Route = route ?? name,
        };
        _actions.Add(action);
        return action;
    }

    /// <summary>The actions that are possible in the object's status, for an answer about the object: those of the caller, with the reason
    /// where one is blocked, and those for which the object waits for others.</summary>
    /// <param name="state">The object, with all that its conditions go by.</param>
    /// <param name="caller">The person who asks.</param>
    /// <param name="path">URL path of the object.</param>
    public IReadOnlyList<ActionView> ActionsFor(TState state, Caller caller, string path) =>
        [.. _actions.Select(action => action.For(state, caller, path)).OfType<ActionView>()];

    /// <summary>The actions that people may take, for the object's line in a list. Later days stand apart where the actions change with
    /// them.</summary>
    /// <param name="people">Those whose actions are kept.</param>
    /// <param name="state">The object, with all that its conditions go by.</param>
    /// <param name="later">The object as of each later day on which its actions may change, the earliest first.</param>
    public IReadOnlyList<ListedActions> ListedFor(
        ListedPeople people,
        TState state,
        params IEnumerable<(DateOnly From, TState State)> later
    )
    {
        (DateOnly? From, TState State)[] days = [(null, state), .. later.Select(l => ((DateOnly?)l.From, l.State))];
        var listed = new List<ListedActions>();
        ListFor(people.Organisation, Role.Office, people.Organisation);
        foreach (var role in people.Roles)
            ListFor(Json.EnumName(role), role, organisation: null);
        return listed;

        void ListFor(string by, Role role, string? organisation)
        {
            var others = OnEachDay(days, by, person: null, role, organisation);
            listed.AddRange(others);
            listed.AddRange(
                people
                    .Persons.OfType<string>()
                    .Distinct()
                    .Select(person => OnEachDay(days, by, person, role, organisation))
                    .Where(own => !own.SequenceEqual(others, SameActions))
                    .SelectMany(own => own)
            );
        }
    }

    private static readonly EqualityComparer<ListedActions> SameActions = EqualityComparer<ListedActions>.Create(
        (x, y) => x!.From == y!.From && x.Names.SequenceEqual(y.Names)
    );

    // The first day, and each later one on which the actions are others than on the day before it.
    private List<ListedActions> OnEachDay((DateOnly? From, TState State)[] days, string by, string? person, Role role, string? organisation)
    {
        var caller = new Caller(person ?? "", "", new HashSet<Role> { role }, organisation);
        var found = new List<ListedActions>();
        foreach (var (from, at) in days)
        {
            string[] names = [.. _actions.Where(a => a.Against(at, caller) is null).Select(a => a.Name)];
            if (found.Count == 0 || !found[^1].Names.SequenceEqual(names))
                found.Add(new(by, person, from, names));
        }
        return found;
    }

    internal TStatus StatusOf(TState state) => statusOf(state);

    internal Text NameOf(TStatus status) => nameOf(status);
}

/// <summary>An action of a life cycle, made by <c>LifeCycle.Add</c>. A decision calls <c>Against</c> before it changes the state.</summary>
public sealed class LifeAction<TState, TStatus>
{
    private static readonly ProblemKind[] OfThePerson = [Catalogue.TwoPersonRule, Catalogue.AssignedToAnother, Catalogue.Recused];

    private readonly LifeCycle<TState, TStatus> _cycle;

    internal LifeAction(
        LifeCycle<TState, TStatus> cycle,
        string name,
        Text words,
        Actor<TState> by,
        IReadOnlyList<TStatus> from,
        IReadOnlyList<TStatus> to
    ) => (_cycle, Name, Words, By, From, To) = (cycle, name, words, by, from, to);

    /// <summary>Stable name, usually the action's word in its HTTP route.</summary>
    public string Name { get; }

    /// <summary>Text for people, used within sentences.</summary>
    public Text Words { get; }

    /// <summary>The people who may carry out the action; <see cref="Against"/> checks this together with status and conditions.</summary>
    public Actor<TState> By { get; }

    /// <summary>Statuses in which the action is possible; in any other, <see cref="Against"/> returns <c>wrong_state</c>.</summary>
    public IReadOnlyList<TStatus> From { get; }

    /// <summary>Statuses that the action can lead to; may include the current one.</summary>
    public IReadOnlyList<TStatus> To { get; }

    internal Func<TState, IEnumerable<EarlierAct>> OtherThan { get; init; } = _ => [];

    internal IReadOnlyList<Func<TState, Caller, Problem?>> Conditions { get; init; } = [];

    internal IReadOnlyList<Func<TState, Caller, Problem?>> Needs { get; init; } = [];

    internal Func<TState, bool> Awaited { get; init; } = _ => false;

    internal Func<TState, TState> Of { get; init; } = state => state;

    internal string Route { get; init; } = "";

    /// <summary>
    /// The first problem that prevents the caller from carrying out the action: the wrong person, the wrong status (<c>wrong_state</c>), an
    /// unmet condition, or an earlier act of the same person (<c>two_person_rule</c>). Null when the action is allowed.
    /// </summary>
    public Problem? Against(TState whole, Caller caller)
    {
        var state = Of(whole);
        if (By.Against(state, caller, Words) is { } problem)
            return problem;
        var status = _cycle.StatusOf(state);
        if (!From.Contains(status))
            return Problem.Of(Catalogue.WrongState, ("status", _cycle.NameOf(status)), ("action", Words));
        return Unmet(Conditions, state, caller) ?? DoneBefore(state, caller) ?? Unmet(Needs, state, caller);
    }

    internal ActionView? For(TState whole, Caller caller, string path)
    {
        var state = Of(whole);
        if (!From.Contains(_cycle.StatusOf(state)))
            return null;
        if (By.Against(state, caller, Words) is { Kind.Status: 403 or 404 } notCallers && notCallers.Kind != Catalogue.Recused)
        {
            var isAwaited = Awaited(state) && Conditions.Concat(Needs).All(c => c(state, caller) is not { } p || IsOfThePerson(p));
            return isAwaited ? View(path) with { WaitsFor = By.Name } : null;
        }
        var problem = Against(whole, caller);
        if (problem?.Kind == Catalogue.WrongState)
            return null;
        return problem is not null
            ? View(path) with
            {
                Code = problem.Kind.Code,
                Reason = problem.Message,
                WaitsFor = IsOfThePerson(problem) ? By.Other : null,
            }
            : View(path) with
            {
                Allowed = true,
            };
    }

    private static Problem? Unmet(IReadOnlyList<Func<TState, Caller, Problem?>> conditions, TState state, Caller caller) =>
        conditions.Select(condition => condition(state, caller)).FirstOrDefault(problem => problem is not null);

    private Problem? DoneBefore(TState state, Caller caller) =>
        OtherThan(state).FirstOrDefault(earlier => earlier.Subject == caller.Subject) is { } own
            ? Problem.Of(Catalogue.TwoPersonRule, ("done", own.Words), ("action", Words))
            : null;

    private static bool IsOfThePerson(Problem problem) => OfThePerson.Contains(problem.Kind);

    private ActionView View(string path) =>
        Route.Length == 0 ? new(Name, Words, "PUT", path, Allowed: false) : new(Name, Words, "POST", $"{path}/{Route}", Allowed: false);
}

/// <summary>An action on an object, in an answer about the object: whether the caller may take it now.</summary>
/// <param name="Name">Stable name of the action.</param>
/// <param name="Label">Text for people.</param>
/// <param name="Method">HTTP method of the call.</param>
/// <param name="Path">URL path of the call.</param>
/// <param name="Allowed">True if the caller may take it now; the call may still find faults in its body.</param>
/// <param name="Code">Code of the problem that the call would answer; null if the action is allowed or another person's.</param>
/// <param name="Reason">Why the action is blocked although it is one of the caller's.</param>
/// <param name="WaitsFor">Who must act, where it is another than the caller.</param>
public sealed record ActionView(
    string Name,
    Text Label,
    string Method,
    string Path,
    bool Allowed,
    string? Code = null,
    Text? Reason = null,
    Text? WaitsFor = null
);

/// <summary>The people who may carry out an action, such as the payee or a registrar.</summary>
/// <param name="Name">Text for people, as in <c>the payee</c>.</param>
/// <param name="Against">Takes the state, the caller and the action's text; returns the problem when the caller is not one of them,
/// otherwise null.</param>
/// <param name="Other">Text for another person of the same role, as in <c>another registrar</c>; null if the two-person rule does not
/// concern the role.</param>
public sealed record Actor<TState>(Text Name, Func<TState, Caller, Text, Problem?> Against, Text? Other = null);

/// <summary>An earlier act on an object that the two-person rule considers.</summary>
/// <param name="Words">Text of the act for people.</param>
/// <param name="Subject">Id of the person who did it; null when it was not done.</param>
public sealed record EarlierAct(Text Words, string? Subject);
