using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Possible while payments remain. The claim's version changes, so that a payment based on the old account is refused.</summary>
public sealed class ChangeAccount(Commands<Claim> commands, TimeProvider time)
{
    [Function("ChangeClaimAccount")]
    [Allowed(Role.Office, Role.Company)]
    [Operation("Change the account for the payment", Body = typeof(ChangeAccountBody), Answer = typeof(ClaimView), Effect = Effect.Changes)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "claims/{id}/account")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        commands.ChangeAsync<ChangeAccountBody>(
            request,
            id,
            (claim, body, caller) => Decide(claim, body, caller, time.GetUtcNow()),
            cancellation
        );

    public static Outcome<Change<Claim>> Decide(Claim claim, ChangeAccountBody command, Caller caller, DateTimeOffset now)
    {
        if (ClaimLifeCycle.ChangeAccount.Against(claim, caller) is { } problem)
            return problem;
        var account = BankAccount.Of(command.BankAccount, claim.Beneficiary.Name);
        if (account.Problem is { } wrong)
            return wrong;
        return new Change<Claim>(claim.Cleared() with { Account = account.Value }, new AccountChanged(account.Value, caller.Subject, now));
    }
}

[SchemaName("ChangeAccount")]
public sealed record ChangeAccountBody(BankAccount BankAccount);

[WireName("AccountChanged")]
public sealed record AccountChanged(BankAccount Account, string By, DateTimeOffset At);
