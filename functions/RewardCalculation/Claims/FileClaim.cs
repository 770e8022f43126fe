using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>After the commit, <see cref="BookClaim"/> sets the amount of the new claim, or refuses the claim.</summary>
public sealed class FileClaim(Commands<Claim> commands, ClaimGrounds grounds, FindPolicies policies, TimeProvider time)
{
    private const int MaxContracts = 200;
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    [Function("FileClaim")]
    [Allowed(Role.Office, Role.Company)]
    [Operation(
        "Claim a reward: confirm an entitlement with a bank account, or apply under a policy with a yearly call",
        Body = typeof(FileClaimBody),
        Answer = typeof(ClaimView),
        Status = 201,
        Effect = Effect.Creates
    )]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        commands.CreateAsync<FileClaimBody>(
            request,
            async (id, body, caller) =>
            {
                var entitlement = EntitlementOf(body, await policies(cancellation), caller, time.GetUtcNow().ChinaDate());
                if (entitlement.Problem is { } malformed)
                    return malformed;
                var (entitled, policy, room, own) = await grounds.OfNewAsync(body, entitlement.Value, caller, cancellation);
                return Decide(id, body, entitled, policy, room, own, caller, time.GetUtcNow());
            },
            cancellation
        );

    /// <summary>Id of the entitlement that the request is about, or a problem when the form of the request is wrong.</summary>
    public static Outcome<string> EntitlementOf(FileClaimBody body, PolicyBook book, Caller caller, DateOnly today)
    {
        if (caller.Organisation is not { } organisation || !caller.ActsFor(organisation))
            return RoleNames.Needed(Role.Office, Role.Company);
        if (body.EntitlementId is not null == body.PolicyId is not null)
            return Problem.Of(Catalogue.ClaimForm).At(body.PolicyId is null ? "entitlementId" : "policyId");
        if (body.EntitlementId is { } entitlement)
        {
            if (body.Version is null)
                return Invalid(
                    "version",
                    "没有填写所确认的可享奖励的版本号，请刷新可享奖励后确认。",
                    "The version of the entitlement is missing. Refresh the entitlement and confirm it."
                );
            if (body.Role is not null || body.Year is not null || body.ContractIds.Count > 0)
                return Problem
                    .Of(Catalogue.ClaimForm)
                    .At(
                        body.Role is not null ? "role"
                        : body.Year is not null ? "year"
                        : "contractIds"
                    );
            return entitlement;
        }

        if (body.Version is not null)
            return Problem.Of(Catalogue.ClaimForm).At("version");
        var versions = book.VersionsOf(body.PolicyId!);
        if (versions.Count == 0)
            return Problem.Of(Catalogue.PolicyNotFound, ("policy", body.PolicyId!)).At("policyId");
        if (body.Year is < FirstYear or > LastYear)
            return Invalid(
                "year",
                $"年度应为{FirstYear}年至{LastYear}年，请核对。",
                $"The year must be {FirstYear} to {LastYear}. Check it."
            );
        var year = body.Year ?? OpenYear(versions, today);
        if (book.ForYear(body.PolicyId!, year) is not { } policy)
            return book.NotInForce(body.PolicyId!, year).At("year");
        if (body.Role is { } role && role != policy.Beneficiary)
            return Invalid(
                "role",
                $"该政策的奖励对象为{policy.Beneficiary.Name().Zh}，请核对所选政策。",
                $"The beneficiary of this policy is the {policy.Beneficiary.Name().En}. Check which policy you chose."
            );
        if (body.ContractIds.Count is 0 or > MaxContracts)
            return Invalid(
                "contractIds",
                $"申报的合同应为1至{MaxContracts}份，请选择合同。",
                $"An application covers 1 to {MaxContracts} contracts. Choose them."
            );
        for (var i = 0; i < body.ContractIds.Count; i++)
        {
            if (body.ContractIds.Take(i).Contains(body.ContractIds[i]))
                return Invalid(
                    $"contractIds[{i}]",
                    $"第{i + 1}份合同与前面所列的重复，请删除。",
                    $"Contract {i + 1} repeats an earlier one. Remove it."
                );
        }
        if (policy.Process.Application is not { } window)
            return Problem.Of(Catalogue.ApplicationNotNeeded, ("policy", policy.Name)).At("policyId");
        var (opens, closes) = (window.Opens(year), window.Closes(year));
        if (today < opens || today > closes)
        {
            return Problem
                .Of(
                    today < opens ? Catalogue.ApplicationNotOpen : Catalogue.ApplicationClosed,
                    ("year", year),
                    ("opens", opens),
                    ("closes", closes)
                )
                .At("policyId");
        }
        return Entitlement.IdOf(policy.Id, year, policy.Beneficiary, organisation);
    }

    /// <param name="entitled">The current entitlement; null when there is none.</param>
    /// <param name="policy">Policy version of the entitlement; null only when there is no entitlement.</param>
    /// <param name="ownContracts">The named contracts in which the organisation has the role that it applies for.</param>
    public static Outcome<Change<Claim>> Decide(
        string id,
        FileClaimBody body,
        Entitled? entitled,
        Policy? policy,
        ClaimRoom room,
        IReadOnlySet<string> ownContracts,
        Caller caller,
        DateTimeOffset now
    )
    {
        // Answer for another organisation's entitlement as for one that does not exist.
        if (entitled is null || policy is null || !caller.ActsFor(entitled.Beneficiary.Uscc))
        {
            return body.EntitlementId is null
                ? Problem.Of(Catalogue.NothingToClaim).At("contractIds")
                : Problem.Of(Catalogue.EntitlementNotFound).At("entitlementId");
        }
        if (body.Version is { } version && version != entitled.Version)
            return Problem.Of(Catalogue.EntitlementStale, ("version", version), ("newest", entitled.Version)).At("version");
        if (policy.Process.Application is not null && body.EntitlementId is not null)
            return Problem.Of(Catalogue.ApplicationNeeded, ("policy", policy.Name)).At("entitlementId");
        for (var i = 0; i < body.ContractIds.Count; i++)
        {
            if (!ownContracts.Contains(body.ContractIds[i]))
                return Problem.Of(Catalogue.ContractNotClaimable).At($"contractIds[{i}]");
        }
        if (entitled.Amount <= Yuan.Zero)
            return Problem.Of(Catalogue.NothingToClaim).At(body.EntitlementId is null ? "contractIds" : "entitlementId");
        if (room.Left(entitled) <= Yuan.Zero)
            return Problem.Of(Catalogue.AlreadyClaimed).At(body.EntitlementId is null ? "policyId" : "entitlementId");
        if (room.Excluded is { } excluded)
            return excluded.At(body.EntitlementId is null ? "policyId" : "entitlementId");
        if (EvidenceCheck.Of(body.Evidence, policy.Process.RequiredEvidence) is { } papers)
            return papers;
        var account = BankAccount.Of(body.BankAccount, entitled.Beneficiary.Name);
        if (account.Problem is { } wrongAccount)
            return wrongAccount;

        var claim = new Claim
        {
            Id = id,
            Status = ClaimStatus.Submitted,
            Beneficiary = entitled.Beneficiary,
            Role = entitled.Role,
            PolicyId = policy.Id,
            PolicyVersion = policy.Version,
            PolicyName = policy.Name,
            Instrument = policy.Citation,
            Sample = policy.Sample,
            Year = entitled.Year,
            EntitlementId = entitled.Id,
            EntitlementVersion = entitled.Version,
            EntitlementSeen = entitled.Version,
            Base = entitled.Base,
            Entitled = entitled.Amount,
            Claimed = Yuan.Zero,
            Explanation = entitled.Explanation,
            Score = entitled.Score,
            Contracts = entitled.Contracts,
            ContractNumbers = entitled.ContractNumbers,
            ContractIds = body.ContractIds,
            Evidence = body.Evidence,
            ExclusiveGroups = policy.ExclusiveGroups,
            Programme = ClaimAccounts.ProgrammeOf(policy),
            Parts = PaymentPlan.PartsOf(policy.Staging),
            ClawBackOn = policy.Process.ClawBack,
            NoticeWorkingDays = policy.Process.NoticeWorkingDays,
            Remedy = policy.Process.Remedy,
            NeedsRun = NeedsRun(policy) ? true : null,
            Account = account.Value,
            Filed = Act.Of(caller, now),
            Booking = Booking.Figure,
        };
        return new Change<Claim>(
            claim,
            new ClaimFiled(
                claim.EntitlementId,
                claim.EntitlementVersion,
                claim.Entitled,
                claim.ContractIds,
                claim.Evidence,
                claim.Account,
                caller.Subject,
                now
            )
        );
    }

    /// <summary>True if other claims of the policy year can affect the amount, so that only a run settles the claims.</summary>
    public static bool NeedsRun(Policy policy) =>
        policy.Budget is not null || policy.Ranking is not null || policy.Programme?.CapPerOrganisation is not null;

    // The year whose call for applications is open today; else last year, so that the refusal gives the dates of that call.
    private static int OpenYear(IReadOnlyList<Policy> versions, DateOnly today)
    {
        foreach (var year in (int[])[today.Year - 1, today.Year])
        {
            if (versions.Any(v => v.Process.Application is { } window && window.Opens(year) <= today && today <= window.Closes(year)))
                return year;
        }
        return today.Year - 1;
    }

    private static Problem Invalid(string path, string zh, string en) =>
        Problem.Of(Catalogue.InvalidValue, ("reason", new Text(zh, en))).At(path);
}

/// <summary>The body of <c>POST /claims</c>: an entitlement to claim, or an application under a policy with a yearly call.</summary>
[SchemaName("FileClaim")]
public sealed record FileClaimBody
{
    /// <summary>For a policy without applications: id of the entitlement to claim.</summary>
    public string? EntitlementId { get; init; }

    /// <summary>
    /// Version of the entitlement that the claimant has read; the claim is refused when the entitlement has changed since.
    /// </summary>
    public long? Version { get; init; }

    /// <summary>For a policy with a yearly call: id of the policy.</summary>
    public string? PolicyId { get; init; }

    /// <summary>Role in which the organisation applies; null means the role that the policy rewards.</summary>
    public BeneficiaryRole? Role { get; init; }

    /// <summary>Policy year; null means the one whose call is open, else last year.</summary>
    public int? Year { get; init; }

    /// <summary>Ids of the contracts applied for; empty unless it is an application.</summary>
    public IReadOnlyList<string> ContractIds { get; init; } = [];
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
    public required BankAccount BankAccount { get; init; }
}

[WireName("ClaimFiled")]
public sealed record ClaimFiled(
    string EntitlementId,
    long EntitlementVersion,
    Yuan Entitled,
    IReadOnlyList<string> ContractIds,
    IReadOnlyList<Evidence> Evidence,
    BankAccount Account,
    string By,
    DateTimeOffset At
);

/// <summary>History entry: the accounts refused the claim, because another claim took the amount first.</summary>
[WireName("ClaimNotBooked")]
public sealed record ClaimNotBooked(ClaimRefusal Refusal);

/// <summary>History entry: the accounts gave the claim its amount, based on this version of the entitlement.</summary>
[WireName("ClaimFigured")]
public sealed record ClaimAmountCalculated(Yuan Claimed, long EntitlementVersion);
