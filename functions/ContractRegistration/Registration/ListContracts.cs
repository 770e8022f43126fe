using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// One query parameter selects the list (table partition); the others filter within each page, so that a page may be short. A search reads
/// several pages until one has a match.
/// </summary>
public sealed class ListContracts(Lists lists, TimeProvider time)
{
    private const int ReadsOfASearch = 10;

    [Function("ListContracts")]
    [Allowed]
    [Operation(
        "Contracts by one criterion; officials may see any, an organisation only its own. A short page does not mean that it is the last",
        Answer = typeof(PageBody),
        Query = [
            "number: A registration number",
            "party: A party's USCC",
            "due: Contracts due in a month, YYYY-MM, or overdue",
            "status: A status",
            "year: Year of registration, before that of submission",
            "stage: For officials: the work list, the oldest first. open for all, or new, resubmitted, examination, approval, objection, revocation",
            "mine: true, for registrars and approvers: what they examine or may approve, within the work list",
            "q: Filter: a part of the title, of a party's name or of a number",
            "kind: Filter: a sub-kind code",
            "limit: 1 to 200, 50 if not given",
            "cursor: From the page before",
        ]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "contracts")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var caller = request.Caller();
        var query = Query.Of(request);
        if (query.Problem is { } malformed)
            return new ProblemResult(malformed);
        var chosen = query.Value.Choose(caller);
        if (chosen.Problem is { } refused)
            return new ProblemResult(refused);
        var (list, party) = chosen.Value;
        return await lists.PageAsync<ContractSummary>(
            request,
            list,
            line => Visibility.Of(line.ReadersIn(party), caller) != Sight.None,
            line => query.Value.Matches(line, caller),
            query.Value.Text is null ? 1 : ReadsOfASearch,
            line => line.For(caller, time.ChinaToday()),
            cancellation
        );
    }

    private sealed record Query(
        string? Number,
        string? Party,
        (int Year, int Month)? Due,
        bool Overdue,
        ContractStatus? Status,
        int? Year,
        string? Kind,
        WorkStage? Stage,
        bool IsWork,
        bool Mine,
        string? Text
    )
    {
        private const int LongestText = 64;

        public static Outcome<Query> Of(HttpRequest request)
        {
            var number = request.Asked("number") is { } typed && TypedCode.Plain(typed) is { Length: > 0 } code ? code : null;
            if (number is not null && (number.Length > LongestText || !number.All(char.IsAsciiDigit)))
                return WrongQuery.Of(
                    "number",
                    "登记编号应全部为数字，请核对",
                    "a registration number must consist of digits only; check it"
                );
            var overdue = request.Asked("due") == "overdue";
            var isOpen = request.Asked("stage") == "open";
            var stage = isOpen ? null : request.AskedChoice<WorkStage>("stage", WorkList.Name);
            var mine = request.AskedFlag("mine");
            var searched = request.Asked("q")?.Trim() ?? "";
            if (searched.Length > LongestText)
                return WrongQuery.Of("q", $"查找内容最多{LongestText}个字符，请缩短", $"enter at most {LongestText} characters");
            return new Query(
                number,
                request.AskedOrganisation("party"),
                overdue ? null : DueMonth(request),
                overdue,
                request.AskedChoice<ContractStatus>("status", StatusNames.Name),
                request.AskedYear(),
                request.Asked("kind"),
                stage,
                isOpen || stage is not null || mine,
                mine,
                searched.Length == 0 ? null : ComparedText.KeyOf(searched)
            );
        }

        private static (int Year, int Month)? DueMonth(HttpRequest request) =>
            request.AskedMonth("due") is { } month ? (month.Year, month.Month) : null;

        // Organisations can only read their own list. For officials, the most selective parameter given selects the list.
        public Outcome<(string List, string? Party)> Choose(Caller caller)
        {
            var isOfficial = caller.Is(Role.Registrar) || caller.Is(Role.Approver) || caller.Is(Role.Auditor) || caller.Is(Role.Finance);
            if (IsWork)
            {
                // Who examines a contract is for those who examine, approve and audit.
                return caller.Is(Role.Registrar) || caller.Is(Role.Approver) || caller.Is(Role.Auditor)
                    ? (WorkList.Open, null)
                    : RoleNames.Needed(Role.Registrar, Role.Approver, Role.Auditor);
            }
            if (!isOfficial)
            {
                if (caller.Organisation is not { } own || !caller.ActsFor(own))
                    return RoleNames.Needed(Role.Office, Role.Company, Role.Registrar, Role.Approver, Role.Finance, Role.Auditor);
                return Party is null || Party == own ? OfParty(own) : Problem.Of(Catalogue.NotFound);
            }
            if (Number is not null)
                return (ContractLists.OfNumber(Number), null);
            if (Party is not null)
                return OfParty(Party);
            if (Overdue)
                return (ContractLists.Overdue, null);
            if (Due is { } due)
                return (ContractLists.OfDueMonth(due.Year, due.Month), null);
            if (Status is { } status)
                return (ContractLists.OfStatus(status), null);
            return Year is { } year
                ? (ContractLists.OfYear(year), null)
                : WrongQuery.Of(
                    "status",
                    "请至少选择一项：登记编号、单位、办理期限、状态、年度",
                    "choose at least one of: registration number, party, due date, status, year"
                );
        }

        public bool Matches(ContractSummary line, Caller caller) =>
            (Party is null || !IsWork || line.FilerUscc == Party)
            && (Stage is null || line.Stage == Stage)
            && (!Mine || WorkList.IsOf(line, caller))
            && (Text is null || line.Has(Text))
            && (Number is null || line.Number == Number || line.NationalNumber == Number)
            && (Status is null || line.Status == Status || line.PendingChange == Status)
            && (Year is null || line.Year == Year)
            && (Due is null || (line.DueOn is { } on && (on.Year, on.Month) == Due))
            && (!Overdue || line.Overdue == true)
            && (Kind is null || line.Kind == Kind);

        private static (string List, string? Party) OfParty(string uscc) => (ContractLists.OfParty(uscc), uscc);
    }
}
