using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>申请. The office applies on behalf of the team's representative.</summary>
public sealed class Apply(Commands<Achievement> commands, GrantCommands grants, GrantRuleBook book, TimeProvider time)
{
    private const int MaxGrants = 20;

    [Function("ApplyForGrant")]
    [Allowed(Role.Office)]
    [Operation(
        "Apply for a grant of this achievement",
        Body = typeof(ApplyBody),
        Answer = typeof(GrantView),
        Status = 201,
        Effect = Effect.Changes
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "achievements/{id}/grants")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangePartAsync<ApplyBody>(
            request,
            id,
            (loaded, body, caller) => Task.FromResult(Decide(loaded.State!, body, caller, book, time.GetUtcNow())),
            (after, made) =>
            {
                // Commands stored by earlier releases do not name the grant they made: take the newest grant of the state kept with the
                // command.
                var grant = made ?? after.State!.Grants[^1].Id;
                return new(grants.View(after, grant, request.Caller())!, $"/api/grants/{grant}");
            },
            cancellation
        );

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        ApplyBody body,
        Caller caller,
        GrantRuleBook book,
        DateTimeOffset now
    )
    {
        if (Access.Office(state, caller) is { } refused)
            return refused;
        var today = now.ChinaDate();
        var findings = new FindingList();
        var rules =
            book.InForceOn(today) ?? throw new InvalidOperationException($"No rule set of grants is in force on {today:yyyy-MM-dd}.");
        var terms = body.Terms(rules, state.OrganisationAsOwner().Share, findings);
        if (findings.Refusal() is { } unfit)
            return unfit;
        TermsChecks.Check(findings, state, null, terms!, rules, today);
        if (state.Grants.Count >= MaxGrants)
            findings.Error(
                FindingCodes.GrantsCount,
                "",
                $"一项成果最多申请{MaxGrants}次赋权，该成果已达上限；请联系运维人员。",
                $"An achievement can have at most {MaxGrants} grants, and this one has reached the limit. Contact the operator."
            );
        if (findings.Refusal() is { } refusal)
            return refusal;

        var grant = new Grant
        {
            Id = PartIds.Of(state.Id, PartIds.Grant, state.Grants.Count + 1),
            Status = GrantStatus.Applied,
            RuleSet = rules.Id,
            Terms = terms!,
            Findings = [.. findings],
            Acts = new Dictionary<GrantAction, Act> { [GrantAction.Apply] = Act.Of(caller, now) },
        };
        return new Change<Achievement>(
            state with
            {
                Grants = [.. state.Grants, grant],
            },
            new GrantApplied(grant.Terms, rules.Id, grant.Findings)
            {
                GrantId = grant.Id,
                Ledger =
                [
                    new(
                        "grant",
                        new(
                            $"申请赋权：{terms!.Type.Name().Zh}{terms.Share?.ToString() ?? $"{terms.TermYears}年"}。",
                            $"Grant applied for: {terms.Type.Name().En} {terms.Share?.ToString() ?? $"{terms.TermYears} years"}."
                        ),
                        grant.Id,
                        Documents: LedgerLines.Documents([terms.PlanSha256, .. terms.Consents.Select(c => c.Sha256)])
                    ),
                ],
            }
        )
        {
            Part = grant.Id,
        };
    }
}

/// <summary>An application for a grant. Everything that the preset specifies may be left out.</summary>
/// <seealso cref="GrantTerms"/>
[SchemaName("ApplyForGrant")]
public sealed record ApplyBody
{
    /// <summary>Code of a preset of the rule set in force, such as share80 or use5plus5.</summary>
    public string? Preset { get; init; }
    public GrantType? Type { get; init; }

    /// <summary>Share of the whole ownership; may be left out if all of it is granted.</summary>
    public Share? Share { get; init; }
    public int? TermYears { get; init; }
    public int? RenewalYears { get; init; }
    public DateOnly? StartsOn { get; init; }
    public bool Exclusive { get; init; }
    public IReadOnlyList<AgreedPart>? IncomeShares { get; init; }
    public IReadOnlyList<AgreedPart>? CostShares { get; init; }

    /// <summary>Yuan.</summary>
    public Yuan? Fee { get; init; }
    public required string Plan { get; init; }
    public string? PlanSha256 { get; init; }

    /// <summary>Milestones of the plan, at most 50.</summary>
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];
    public IReadOnlyList<Taker> Takers { get; init; } = [];
    public IReadOnlyList<TakerRelation> Relations { get; init; } = [];
    public IReadOnlyList<Consent> Consents { get; init; } = [];
    public ForeignApproval? ForeignApproval { get; init; }

    /// <summary>The terms, completed from the preset; null if the type of the grant is missing.</summary>
    internal GrantTerms? Terms(GrantRules rules, Share whole, FindingList findings)
    {
        var preset = rules.Preset(Preset);
        if (Preset is not null && preset is null)
            findings.Error(
                FindingCodes.UnknownCode,
                "preset",
                $"没有“{Preset}”这一预设方案，请选择：{Text.Join(rules.Presets.Select(p => p.Name)).Zh}。",
                $"There is no preset '{Preset}'. Choose one of: {Text.Join(rules.Presets.Select(p => p.Name)).En}."
            );
        if ((Type ?? preset?.Type) is not { } type)
        {
            if (Preset is null)
                findings.Error(
                    FindingCodes.TypeMissing,
                    "type",
                    "没有填写赋权方式；请填写赋权方式，或者选择一个预设方案。",
                    "The type of grant is missing. Enter it, or choose a preset."
                );
            return null;
        }
        return new()
        {
            Type = type,
            Preset = Preset,
            Share = Share ?? preset?.Share ?? (type is GrantType.FullOwnership or GrantType.AgreedIncome ? whole : null),
            TermYears = TermYears ?? preset?.TermYears,
            RenewalYears = RenewalYears ?? preset?.RenewalYears,
            StartsOn = StartsOn,
            Exclusive = Exclusive,
            IncomeShares = IncomeShares ?? preset?.IncomeShares ?? [],
            CostShares = CostShares ?? preset?.CostShares ?? [],
            Fee = Fee,
            Plan = Plan,
            PlanSha256 = PlanSha256,
            Takers = Takers,
            Relations = Relations,
            Milestones = Milestones,
            Consents = Consents,
            ForeignApproval = ForeignApproval,
        };
    }
}

[WireName("GrantApplied")]
public sealed record GrantApplied(GrantTerms Terms, string RuleSet, IReadOnlyList<Finding> Warnings) : GrantEvent;
