using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>申报 of a reward. Its figure follows the commit, or its refusal: <see cref="BookClaim"/>.</summary>
public sealed class FileClaim(Commands<Claim> commands, ClaimGrounds grounds, FindPolicies policies, TimeProvider time)
{
    private const int MostContracts = 200;
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

    /// <summary>The entitlement that a body speaks of; what is wrong with its form is a problem.</summary>
    /// <param name="body">As it was sent.</param>
    /// <param name="book">All policies.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="today">Today in China.</param>
    public static Outcome<string> EntitlementOf(FileClaimBody body, PolicyBook book, Caller caller, DateOnly today)
    {
        if (caller.Organisation is not { } organisation || !caller.ActsFor(organisation))
            return Problem.Of(Catalogue.NotAllowed, ("roles", "office, company"));
        if (body.EntitlementId is not null == body.PolicyId is not null)
            return Problem.Of(Catalogue.ClaimForm).At(body.PolicyId is null ? "entitlementId" : "policyId");
        if (body.EntitlementId is { } entitlement)
        {
            if (body.Version is null)
                return Invalid("version", "请填写所确认的可享奖励的版本号。", "Say which version of the entitlement is confirmed.");
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
            return Invalid("year", $"年度应在{FirstYear}至{LastYear}之间。", $"The year lies between {FirstYear} and {LastYear}.");
        var year = body.Year ?? OpenYear(versions, today);
        if (book.ForYear(body.PolicyId!, year) is not { } policy)
            return Problem.Of(Catalogue.PolicyNotInForce, ("policy", body.PolicyId!), ("day", $"{year}")).At("year");
        if (body.Role is { } role && role != policy.Beneficiary)
            return Invalid(
                "role",
                $"该政策的奖励对象是{policy.Beneficiary.Name().Zh}。",
                $"The policy rewards the {policy.Beneficiary.Name().En}."
            );
        if (body.ContractIds.Count is 0 or > MostContracts)
            return Invalid(
                "contractIds",
                $"请列出所申报的合同，1至{MostContracts}份。",
                $"Name the contracts applied for, 1 to {MostContracts}."
            );
        for (var i = 0; i < body.ContractIds.Count; i++)
        {
            if (body.ContractIds.Take(i).Contains(body.ContractIds[i]))
                return Invalid($"contractIds[{i}]", "同一合同重复填写。", "The same contract stands there twice.");
        }
        if (policy.Process.Application is not { } window)
            return Problem.Of(Catalogue.ApplicationNotNeeded, ("policy", policy.Id)).At("policyId");
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

    /// <param name="entitled">The entitlement as it stands; null when there is none.</param>
    /// <param name="policy">The version that it was worked out by; null only when there is no entitlement.</param>
    /// <param name="room">What the accounts hold that bounds the claim.</param>
    /// <param name="ownContracts">Which of the named contracts are known and the organisation's own in this role.</param>
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
        // Another organisation's entitlement answers like an unknown one.
        if (entitled is null || policy is null || !caller.ActsFor(entitled.Beneficiary.Uscc))
        {
            return body.EntitlementId is null
                ? Problem.Of(Catalogue.NothingToClaim).At("contractIds")
                : Problem.Of(Catalogue.EntitlementNotFound).At("entitlementId");
        }
        if (body.Version is { } version && version != entitled.Version)
            return Problem.Of(Catalogue.EntitlementStale, ("version", version), ("newest", entitled.Version)).At("version");
        if (policy.Process.Application is not null && body.EntitlementId is not null)
            return Problem.Of(Catalogue.ApplicationNeeded, ("policy", policy.Id)).At("entitlementId");
        for (var i = 0; i < body.ContractIds.Count; i++)
        {
            if (!ownContracts.Contains(body.ContractIds[i]))
                return Problem.Of(Catalogue.ContractNotClaimable).At($"contractIds[{i}]");
        }
        if (entitled.Amount <= Yuan.Zero)
            return Problem.Of(Catalogue.NothingToClaim).At(body.EntitlementId is null ? "contractIds" : "entitlementId");
        if (room.Left(entitled) <= Yuan.Zero)
            return Problem.Of(Catalogue.AlreadyClaimed).At(body.EntitlementId is null ? "policyId" : "entitlementId");
        if (room.TakenGroup(ClaimAccounts.Holder(policy.Id, entitled.Role)) is { } group)
            return Problem
                .Of(Catalogue.ExclusiveGroupTaken, ("group", group))
                .At(body.EntitlementId is null ? "policyId" : "entitlementId");
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

    // The year whose call is open today; else last year, so that the refusal names the dates of its call.
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

/// <summary>The body of <c>POST /claims</c>: an entitlement to confirm, or an application under a policy with a yearly call.</summary>
[SchemaName("FileClaim")]
public sealed record FileClaimBody
{
    /// <summary>For a policy that needs no application: the entitlement.</summary>
    public string? EntitlementId { get; init; }

    /// <summary>And its version, as the claimant read it.</summary>
    public long? Version { get; init; }

    /// <summary>For a policy with a yearly call: the policy.</summary>
    public string? PolicyId { get; init; }

    /// <summary>In what capacity; left out, the policy's.</summary>
    public BeneficiaryRole? Role { get; init; }

    /// <summary>The policy year; left out, the one whose call is open, else last year.</summary>
    public int? Year { get; init; }

    /// <summary>The contracts applied for.</summary>
    public IReadOnlyList<string> ContractIds { get; init; } = [];
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
    public required BankAccount BankAccount { get; init; }
}

/// <summary>A claim was filed.</summary>
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

/// <summary>The accounts had no room for the claim any more: another was faster.</summary>
[WireName("ClaimNotBooked")]
public sealed record ClaimNotBooked(ClaimRefusal Refusal);

/// <summary>The claim has its figure.</summary>
[WireName("ClaimFigured")]
public sealed record ClaimFigured(Yuan Claimed, long EntitlementVersion);
