using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Prechecks;
using TechTransfer.ContractRegistration.Prechecks.Rules;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Imports;

[WireName("PastRegistrationEntered")]
public sealed record PastRegistrationEntered(
    string NationalNumber,
    DateOnly RegisteredOn,
    string Kind,
    Yuan? ContractValue,
    Yuan TechnicalAmount,
    string By,
    DateTimeOffset At
);

/// <summary>
/// Enters a past registration as a registered contract. Amounts are taken as given, because another office decided them; there is no
/// clock, no certificate and no reward.
/// </summary>
public static class EnterPastRegistration
{
    private const int LongestRemarks = 2000;

    // The rules that also make sense for past records; all other rules concern filing.
    private static readonly IReadOnlyList<PrecheckRule> RecordRules =
    [
        new TitleIsGiven(),
        new BothSidesAreNamed(),
        new KindIsKnown(),
        new CodesAreInTheirTables(),
        new CreditCodesAreGenuine(),
        new PersonIdsAreGenuine(),
        new DatesAreOfThisTime(),
        new DatesAreInOrder(),
    ];

    public static Outcome<Change<Contract>> Decide(
        string id,
        ContractContent content,
        PastRegistration past,
        Caller caller,
        RuleBook rules,
        DateTimeOffset now
    )
    {
        if (!caller.Is(Role.Registrar))
            return RoleNames.Needed(Role.Registrar);
        var today = now.ChinaDate();
        var earliest = rules.RuleSets.All.Min(r => r.From);
        if (past.RegisteredOn < earliest || past.RegisteredOn > today)
        {
            return Finding.Refusal([
                Wrong(
                    FindingCodes.RegisteredOnOutOfRange,
                    "registeredOn",
                    $"登记日期应在{earliest:yyyy年M月d日}至今天之间，请核对。",
                    $"The date of registration must be between {earliest:yyyy-MM-dd} and today. Check it."
                ),
            ])!;
        }

        var set = rules.RuleSets.InForceOn(past.RegisteredOn);
        var assessed = content with { Kind = past.Kind, CostLines = past.CostLines };
        if (Finding.Refusal(Precheck.Shape(assessed, rules, today)) is { } unfit)
            return unfit;
        var input = new PrecheckInput(assessed, [], set, rules.Codes, today);
        if (Finding.Refusal(RecordRules.SelectMany(r => r.Check(input)).Concat(RecordFindings(content, past))) is { } problem)
            return problem;

        var state = new Contract
        {
            Id = id,
            Status = ContractStatus.Registered,
            Filer = new(FilerOf(content)!, caller.Subject),
            Content = content,
            CreatedAt = now,
            SubmittedAt = now,
            DuplicateKey = DuplicateKey.Of(content),
            RuleSet = set.Id,
            Assessment = new(
                past.Kind,
                past.CostLines,
                past.TechnicalAmount,
                past.Remarks,
                [
                    new(
                        "past_registration",
                        new(
                            $"技术交易额{past.TechnicalAmount}元，按历史登记录入，未重新核定。",
                            $"The technical amount of {past.TechnicalAmount} yuan was "
                                + "taken from the past registration and was not assessed again."
                        ),
                        new Dictionary<string, string>(),
                        $"{past.TechnicalAmount}"
                    ),
                ]
            ),
            NationalNumber = past.Number,
            RegisteredOn = past.RegisteredOn,
            Historical = true,
        };
        return new Change<Contract>(
            state,
            new PastRegistrationEntered(
                past.Number,
                past.RegisteredOn,
                past.Kind,
                content.ContractValue,
                past.TechnicalAmount,
                caller.Subject,
                now
            )
        );
    }

    /// <summary>The first domestic party with a credit code; null if there is none.</summary>
    public static string? FilerOf(ContractContent content) =>
        content.AllParties().Select(p => p.Party).FirstOrDefault(p => !p.IsAbroad() && p.Uscc is not null)?.Uscc;

    private static IEnumerable<Finding> RecordFindings(ContractContent content, PastRegistration past)
    {
        if (NationalNumberPattern.Check(past.Number, past.RegisteredOn) is { } malformed)
            yield return malformed;
        if (FilerOf(content) is null)
            yield return Wrong(
                FindingCodes.FilerUnknown,
                "sellers",
                "境内当事人均未填写统一社会信用代码，请至少填写一方的代码。",
                "No domestic party has a unified social credit code. Enter the code of at least one party."
            );
        if (content.SignedOn > past.RegisteredOn)
            yield return Wrong(
                FindingCodes.RegisteredBeforeSigning,
                "registeredOn",
                "登记日期早于合同签订日期，请核对。",
                "The date of registration is before the date of signing. Check both."
            );
        if (past.TechnicalAmount < Yuan.Zero || past.TechnicalAmount > (content.ContractValue ?? Yuan.Zero))
        {
            yield return Wrong(
                FindingCodes.TechnicalAmountOutOfRange,
                "technicalAmount",
                "技术交易额应在0元与合同成交额之间，请核对。",
                "The technical amount must be between 0 and the contract value. Check it."
            );
        }
        if (past.Remarks?.Length > LongestRemarks)
            yield return Wrong(
                FindingCodes.TextUnfit,
                "remarks",
                $"审核意见最多{LongestRemarks}个字符，请缩短。",
                $"The remarks can have at most {LongestRemarks} characters. Shorten them."
            );
    }

    private static Finding Wrong(FindingCode code, string path, string zh, string en) => new(code, Severity.Error, path, new(zh, en));
}
