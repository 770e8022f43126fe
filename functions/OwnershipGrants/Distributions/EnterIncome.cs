using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>收入登记: an entered income creates a draft of its distribution.</summary>
public sealed class EnterIncome(
    Commands<Distribution> commands,
    AggregateStore<Achievement> achievements,
    DraftDistribution drafts,
    IncomeKeys keys,
    DistributionBook book,
    TimeProvider time
)
{
    [Function("EnterIncome")]
    [Allowed(Role.Office)]
    [Operation(
        "Enter income under a grant; a draft explains step by step what each person receives",
        Body = typeof(EnterIncomeBody),
        Answer = typeof(DistributionView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/distributions")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<EnterIncomeBody>(
            request,
            command => IdOfAsync(PartIds.AchievementOf(id), command, cancellation),
            (made, body, caller) => DecideAsync(made, id, body, caller, time.GetUtcNow(), cancellation),
            cancellation
        );

    private async Task<Outcome<Change<Distribution>>> DecideAsync(
        string id,
        string grantId,
        EnterIncomeBody body,
        Caller caller,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if ((await achievements.LoadAsync(PartIds.AchievementOf(grantId), cancellation)).State is not { } state)
            return Problem.Of(Catalogue.NotFound);
        var checkedIncome = Check(state, grantId, body, book, caller, now);
        if (checkedIncome.Problem is { } refused)
            return refused;
        var (grant, source) = checkedIncome.Value;
        // A duplicate has the same contract, day and amount, and either belongs to a receipt or has the same reference.
        var key = await keys.FindAsync(
            IncomeKeys.Of(state.Id, source.ContractId, body.IncomeOn, body.Income),
            id,
            d => d.Source.ReceiptId is not null || d.Source.Reference == source.Reference,
            cancellation
        );
        if (key.Holder is { } same)
            return Problem.Of(Catalogue.IncomeDistributedAlready, ("distribution", same));
        return await drafts.DecideAsync(
            id,
            state,
            grant,
            IncomeGiven.Terms(state, grant, body),
            source,
            body.Leaders,
            key.Free,
            caller,
            now,
            cancellation
        );
    }

    public static Outcome<(Grant Grant, IncomeSource Source)> Check(
        Achievement state,
        string grantId,
        EnterIncomeBody body,
        DistributionBook book,
        Caller caller,
        DateTimeOffset now
    )
    {
        if (Access.Office(state, caller) is { } refused)
            return refused;
        if (state.Grants.FirstOrDefault(g => g.Id == grantId) is not { } grant)
            return Problem.Of(Catalogue.NotFound);
        var findings = new FindingList();
        IncomeGiven.Check(findings, body, state, book, now.ChinaDate());
        var source = new IncomeSource(Reference: body.Reference);
        if (body.SourceContract is { } contract)
        {
            if (GrantIncome.Contract(state, contract) is not { } known)
                findings.Error(
                    FindingCodes.ContractUnknown,
                    "sourceContract",
                    "该合同不是本成果的转化合同；请先关联转化合同。",
                    "This contract is not a conversion contract of the achievement. Link it first."
                );
            else
                source = known with { Reference = body.Reference };
        }
        if (findings.Refusal() is { } refusal)
            return refusal;
        if (!GrantIncome.IsInForce(grant, body.IncomeOn))
            return Problem.Of(Catalogue.GrantNotInForceThen, ("day", body.IncomeOn)).At("incomeOn");
        return (grant, source);
    }

    // Before the migration to store version 2, the achievement recorded these commands. If such a command is repeated, it must return the
    // id that it was given then.
    private async Task<string> IdOfAsync(string achievementId, CommandKey command, CancellationToken cancellation) =>
        (await achievements.FindCommandAsync(achievementId, command, cancellation))?.Part
        ?? PartIds.OfDistribution(achievementId, command.DeriveId(achievementId));
}

/// <seealso cref="IncomeTerms"/>
[SchemaName("EnterIncome")]
public sealed record EnterIncomeBody
{
    public ConversionWay Way { get; init; }

    /// <summary>
    /// Yuan. For a capital contribution: the value of the shares received; for own use: the operating profit of the year.
    /// </summary>
    public required Yuan Income { get; init; }

    /// <summary>Day on which the income came in. It decides which distribution rules and which team shares apply.</summary>
    public required DateOnly IncomeOn { get; init; }

    /// <summary>Deductions such as tax, appraisal or agency fees; the rules in force on <c>IncomeOn</c> define the allowed kinds.</summary>
    public IReadOnlyList<Deduction> Deductions { get; init; } = [];

    /// <summary>
    /// Id of the contract that the income came from; it must be a conversion of the achievement. Left out for income without a registered
    /// contract.
    /// </summary>
    public string? SourceContract { get; init; }

    /// <summary>Reference of the income in the organisation's books, such as a voucher number.</summary>
    public string? Reference { get; init; }

    /// <summary>For a capital contribution: the share in the company that was received.</summary>
    public Share? EquityShare { get; init; }

    /// <summary>For own use: the day on which production started.</summary>
    public DateOnly? ProductionStartedOn { get; init; }

    /// <summary>For own use: the agreed share of the operating profit.</summary>
    public Share? AgreedShare { get; init; }

    /// <summary>Recipients who are leaders of the organisation; the notice must state their posts.</summary>
    public IReadOnlyList<Leader> Leaders { get; init; } = [];
}

[WireName("IncomeEntered")]
public sealed record IncomeEntered(Distribution Distribution) : AchievementEvent;
