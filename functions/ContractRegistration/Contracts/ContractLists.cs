using System.Globalization;

namespace TechTransfer.ContractRegistration.Contracts;

public sealed record ContractSummary : LineWithActions
{
    public required string Id { get; init; }
    public required ContractStatus Status { get; init; }
    public string? Number { get; init; }
    public string? NationalNumber { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<string> Sellers { get; init; }
    public required IReadOnlyList<string> Buyers { get; init; }
    public Yuan? ContractValue { get; init; }
    public Yuan? TechnicalAmount { get; init; }

    /// <summary>Year of registration; before that, the year of submission; null if never submitted.</summary>
    public int? Year { get; init; }
    public DateOnly? DueOn { get; init; }
    public DateOnly? RegisteredOn { get; init; }

    /// <summary>True once the reminder timer has reported that the due date passed; otherwise null.</summary>
    public bool? Overdue { get; init; }

    public ContractStatus? PendingChange { get; init; }

    /// <summary>Day and time of the submission of the version under examination. This and what follows is in the work list only.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>USCC of the organisation that filed the contract.</summary>
    public string? FilerUscc { get; init; }

    /// <summary>Name of the filer; null if it is no party of the contract.</summary>
    public string? FilerName { get; init; }
    public WorkStage? Stage { get; init; }

    /// <summary>True for a large contract (重大技术合同), which an approver approves: before the assessment by the filer's figures.</summary>
    public bool? Large { get; init; }

    /// <summary>Stable user id of the person who accepted the version; the same holds for the next two.</summary>
    public string? AcceptedBy { get; init; }
    public string? AssessedBy { get; init; }
    public string? AssignedTo { get; init; }

    /// <summary>True if the title, a party's name or a number contains the text.</summary>
    /// <param name="text">As <c>ComparedText.KeyOf</c> makes it.</param>
    public bool Has(string text) =>
        new[] { Title, Number, NationalNumber }
            .Concat(Sellers)
            .Concat(Buyers)
            .Any(t => t is not null && ComparedText.KeyOf(t).Contains(text, StringComparison.Ordinal));

    /// <summary>
    /// The data with which <c>Visibility</c> decides who may see this list entry. A contract that was never submitted is only in the list
    /// of its filer.
    /// </summary>
    /// <param name="party">USCC of the party whose list is read; null for other lists, which contain only submitted contracts.</param>
    public ContractReaders ReadersIn(string? party) => new(party, Year is not null, [party]);
}

public static class ContractLists
{
    public static string OfParty(string uscc) => $"party|{uscc}";

    public static string OfStatus(ContractStatus status) => OfOffice($"status|{Json.EnumName(status)}");

    public static string OfYear(int year) => OfOffice(string.Create(CultureInfo.InvariantCulture, $"year|{year}"));

    public static string OfDueMonth(int year, int month) => OfOffice(string.Create(CultureInfo.InvariantCulture, $"due|{year}-{month:D2}"));

    public static string Overdue { get; } = OfOffice("due|overdue");

    /// <summary>A list for officials and timers. They form a group, so that a command writes its lines in all of them at once.</summary>
    public static string OfOffice(string list) => ListEntry.InGroup("office", list);

    /// <summary>List of contracts that have the same file attached as contract text.</summary>
    public static string OfText(string sha256) => OfOffice($"text|{sha256}");

    public static string OfNumber(string number) => OfOffice($"number|{number}");

    public static IEnumerable<ListEntry> Of(Contract state)
    {
        var summary = SummaryOf(state);
        return SelectorsOf(state, summary).Distinct().Select(list => new ListEntry(list, ListEntry.NewestFirst(state.CreatedAt), summary));
    }

    public static ContractSummary SummaryOf(Contract state)
    {
        var dueOn = OpenVersion.RunningClock(state)?.DueOn;
        return new()
        {
            Id = state.Id,
            Status = state.Status,
            Number = state.Number,
            NationalNumber = state.NationalNumber,
            Kind = state.Kind,
            Title = state.Content.Title,
            Sellers = [.. state.Content.Sellers.Select(p => p.Name)],
            Buyers = [.. state.Content.Buyers.Select(p => p.Name)],
            ContractValue = state.Content.ContractValue,
            TechnicalAmount = state.Assessment?.TechnicalAmount,
            Year = (state.RegisteredOn ?? state.SubmittedAt?.ChinaDate())?.Year,
            DueOn = dueOn,
            Overdue = dueOn is { } due && state.Reminder is { Overdue: true } reminder && reminder.DueOn == due ? true : null,
            PendingChange = state.PendingChange is { IsOpen: true } change ? change.Version.Status : null,
            RegisteredOn = state.RegisteredOn,
        };
    }

    private static IEnumerable<string> SelectorsOf(Contract state, ContractSummary summary)
    {
        yield return OfParty(state.Filer.Organisation);
        if (state.SubmittedAt is null)
            yield break;
        foreach (var (_, party) in state.Content.AllParties())
        {
            if (party.Uscc is { } uscc)
                yield return OfParty(uscc);
        }
        yield return OfStatus(state.Status);
        if (summary.PendingChange is { } pending)
            yield return OfStatus(pending);
        yield return OfYear(summary.Year!.Value);
        if (summary.DueOn is { } due)
            yield return OfDueMonth(due.Year, due.Month);
        if (summary.Overdue == true)
            yield return Overdue;
        foreach (var text in TextsOf(state))
            yield return OfText(text);
        if (state.Number is { } number)
            yield return OfNumber(number);
        if (state.NationalNumber is { } national)
            yield return OfNumber(national);
    }

    public static IEnumerable<string> TextsOf(Contract state)
    {
        const int most = 5;
        return OpenVersion.Of(state).Attachments.Where(a => a.Kind == "contract").Select(a => a.Sha256).Distinct().Take(most);
    }
}
