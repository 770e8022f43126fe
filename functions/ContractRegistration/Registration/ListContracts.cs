using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>
/// One query parameter selects the list (table partition); the others filter within each page, so that a page may be short. A search reads
/// several pages until one has a match.
/// </summary>
public sealed class ListContracts(Lists lists)
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
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "contracts")] HttpRequest request,
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
            string? Text(string name) =>
                request.Query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 and <= 64 } text ? text : null;

            string? Code(string name) => Text(name) is { } typed && TypedCode.Plain(typed) is { Length: > 0 } code ? code : null;

            var (number, party) = (Code("number"), Code("party"));
            if (number is not null && !number.All(char.IsAsciiDigit))
                return WrongQuery.Of(
                    "number",
                    "登记编号应全部为数字，请核对",
                    "a registration number must consist of digits only; check it"
                );
            if (party is not null && !CreditCode.TryRead(party, out party))
                return WrongQuery.CreditCode("party");

            ContractStatus? status = null;
            if (Text("status") is { } statusText)
            {
                if (!Enum.TryParse<ContractStatus>(statusText, ignoreCase: true, out var parsed) || char.IsAsciiDigit(statusText[0]))
                    return WrongQuery.Choice<ContractStatus>("status", StatusNames.Name);
                status = parsed;
            }
            int? year = null;
            if (Text("year") is { } yearText)
            {
                if (!int.TryParse(yearText, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed is < 2000 or > 2100)
                    return WrongQuery.Year();
                year = parsed;
            }
            (int, int)? due = null;
            var overdue = Text("due") == "overdue";
            if (!overdue && Text("due") is { } dueText)
            {
                if (
                    !DateOnly.TryParseExact($"{dueText}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
                )
                    return WrongQuery.Of(
                        "due",
                        "请填写年月，例如2026-03，或者选择“已逾期”",
                        "enter a month such as 2026-03, or choose overdue"
                    );
                due = (month.Year, month.Month);
            }
            var (isOpen, stage) = (Text("stage") == "open", (WorkStage?)null);
            if (!isOpen && Text("stage") is { } stageText)
            {
                if (!Enum.TryParse<WorkStage>(stageText, ignoreCase: true, out var parsed) || char.IsAsciiDigit(stageText[0]))
                    return WrongQuery.Choice<WorkStage>("stage", WorkList.Name);
                stage = parsed;
            }
            var mine = request.Query["mine"].ToString();
            if (mine is not ("" or "true" or "false"))
                return WrongQuery.Of("mine", "只能选择“是”或者“否”", "give true or false");
            var searched = request.Query["q"].ToString().Trim();
            if (searched.Length > LongestText)
                return WrongQuery.Of("q", $"查找内容最多{LongestText}个字符，请缩短", $"give at most {LongestText} characters");
            return new Query(
                number,
                party,
                due,
                overdue,
                status,
                year,
                Text("kind"),
                stage,
                isOpen || stage is not null || mine == "true",
                mine == "true",
                searched.Length == 0 ? null : ComparedText.KeyOf(searched)
            );
        }

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
