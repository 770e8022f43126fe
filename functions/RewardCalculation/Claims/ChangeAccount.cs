using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Another account for the money.</summary>
public sealed record ChangeAccount(BankAccount BankAccount);

/// <summary>The claimant named another account.</summary>
[WireName("AccountChanged")]
public sealed record AccountChanged(BankAccount Account, string By, DateTimeOffset At);

/// <summary>变更收款账户, as long as money may still go out. Whoever pays reads the claim again first: its version has changed.</summary>
public static class ChangeAccountDecision
{
    public static Outcome<Change<Claim>> Decide(Claim claim, ChangeAccount command, Caller caller, DateTimeOffset now)
    {
        if (ClaimLifeCycle.ChangeAccount.Against(claim, caller) is { } problem)
            return problem;
        var account = BankAccount.Of(command.BankAccount, claim.Beneficiary.Name);
        if (account.Problem is { } wrong)
            return wrong;
        return new Change<Claim>(claim.Cleared() with { Account = account.Value }, new AccountChanged(account.Value, caller.Subject, now));
    }
}
