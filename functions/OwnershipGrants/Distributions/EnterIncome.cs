using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>收入登记, by the organisation's office: a draft of the distribution.</summary>
public sealed class EnterIncome(
    Commands<Distribution> commands,
    AggregateStore<Achievement> achievements,
    DraftDistribution drafts,
    IncomePlaces places,
    DistributionBook book,
    TimeProvider time
)
{
    [Function("EnterIncome")]
    [Allowed(Role.Office)]
    [Operation(
        "Enter an income under a grant: a draft says what everybody gets, step by step",
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
        // A receipt is an income of its own; what is entered by hand is the same when day, amount, contract and reference are.
        var place = await places.FindAsync(
            IncomePlaces.Of(state.Id, source.ContractId, body.IncomeOn, body.Income),
            id,
            d => d.Source.ReceiptId is not null || d.Source.Reference == source.Reference,
            cancellation
        );
        if (place.Holder is { } same)
            return Problem.Of(Catalogue.IncomeDistributedAlready, ("distribution", same));
        return await drafts.DecideAsync(
            id,
            state,
            grant,
            IncomeGiven.Terms(state, grant, body),
            source,
            body.Leaders,
            place.Free,
            caller,
            now,
            cancellation
        );
    }

    /// <summary>The grant and the source of an income that may be entered.</summary>
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
                    "This contract is not a conversion of the achievement. Link it first."
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

    // Commands of store version 1 stand with the achievement, for as long as commands are remembered.
    private async Task<string> IdOfAsync(string achievementId, CommandKey command, CancellationToken cancellation) =>
        (await achievements.FindCommandAsync(achievementId, command, cancellation))?.Part
        ?? PartIds.OfDistribution(achievementId, command.DeriveId(achievementId));
}

/// <summary>An income of an achievement as the organisation enters it.</summary>
[SchemaName("EnterIncome")]
public sealed record EnterIncomeBody
{
    /// <summary>How it was earned.</summary>
    public ConversionWay Way { get; init; }

    /// <summary>Yuan; the value of the shares for a capital contribution, the year's operating profit for own use.</summary>
    public required Yuan Income { get; init; }

    /// <summary>The day it came in: it decides which rules, which agreement and whose shares hold.</summary>
    public required DateOnly IncomeOn { get; init; }

    /// <summary>Tax, appraisal, agency …: kinds of the rules in force on that day.</summary>
    public IReadOnlyList<Deduction> Deductions { get; init; } = [];

    /// <summary>The registration case that it came from: one of the achievement's conversions. Left out for income without a registered
    /// contract.</summary>
    public string? SourceContract { get; init; }

    /// <summary>What the income is known by in the books: a voucher's number.</summary>
    public string? Reference { get; init; }

    /// <summary>For a capital contribution: the part of the company.</summary>
    public Share? EquityShare { get; init; }

    /// <summary>For own use: when production started.</summary>
    public DateOnly? ProductionStartedOn { get; init; }

    /// <summary>For own use: the agreed share of operating profit.</summary>
    public Share? AgreedShare { get; init; }

    /// <summary>Leaders among the recipients, whose awards the notice shows as such.</summary>
    public IReadOnlyList<Leader> Leaders { get; init; } = [];
}

/// <summary>An income was entered, or came by a confirmed receipt; the draft says how it would be divided.</summary>
[WireName("IncomeEntered")]
public sealed record IncomeEntered(Distribution Distribution) : AchievementEvent;
