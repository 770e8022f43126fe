using TechTransfer.Kernel.Decisions;

namespace TechTransfer.Kernel;

/// <summary>The actions that people of one kind may take from a day on. Stored with an object's line in a list, so that a page of lines
/// shows the caller's actions without reading the objects.</summary>
/// <param name="By">Role of the people in camelCase, or USCC of the organisation that they act for.</param>
/// <param name="Person">Id of the one person whom this is about, as an earlier act or an assignment makes a difference; null for all
/// others.</param>
/// <param name="From">First day, China time; null from the line's writing on.</param>
/// <param name="Names">Names of the actions, in the order of the life cycle.</param>
public sealed record ListedActions(string By, string? Person, DateOnly? From, IReadOnlyList<string> Names)
{
    /// <summary>Names of the actions that the caller may take today; null for a line that was written without them.</summary>
    public static IReadOnlyList<string>? Of(IReadOnlyList<ListedActions>? listed, Caller caller, DateOnly today) =>
        listed is null
            ? null
            :
            [
                .. listed
                    .Where(a => a.By == caller.Organisation ? caller.ActsFor(a.By) : caller.Roles.Any(r => Json.EnumName(r) == a.By))
                    .GroupBy(a => a.By)
                    .SelectMany(a => NamesFor([.. a], caller.Subject, today))
                    .Distinct(),
            ];

    private static IReadOnlyList<string> NamesFor(ListedActions[] kind, string subject, DateOnly today)
    {
        var person = kind.Any(a => a.Person == subject) ? subject : null;
        return kind.Where(a => a.Person == person && (a.From is null || a.From <= today)).MaxBy(a => a.From ?? DateOnly.MinValue)?.Names
            ?? [];
    }
}

/// <summary>The people whose actions a line of a list keeps.</summary>
/// <param name="Organisation">USCC of the organisation whose office acts on the object.</param>
/// <param name="Roles">Roles of the officials who act on it.</param>
/// <param name="Persons">Ids of those for whom an earlier act, an assignment or a recusal may make a difference; null is left out.</param>
public sealed record ListedPeople(string Organisation, IReadOnlyList<Role> Roles, IEnumerable<string?> Persons);
