using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>Money went out.</summary>
/// <param name="Reference">The treasury's or bank's reference.</param>
public sealed record PayClaim(DateOnly PaidOn, string Reference);

/// <summary>A reward, or a part of it, was paid.</summary>
[WireName("ClaimPaid")]
public sealed record ClaimPaid(Payment Payment, bool InFull);

/// <summary>拨付 of what is due next: all of it, or the next part of a policy that pays in parts.</summary>
public static class PayClaimDecision
{
    private const int LongestReference = 100;

    public static Outcome<Change<Claim>> Decide(Claim claim, PayClaim command, ClaimCover cover, Caller caller, DateTimeOffset now)
    {
        var problem =
            ClaimLifeCycle.Pay.Against(claim, caller)
            ?? cover.Against(claim)
            ?? Day(command.PaidOn, claim.DecidedOn()!.Value, now.ChinaDate())
            ?? Reference(command.Reference);
        if (problem is not null)
            return problem;
        if (PaymentPlan.Next(claim) is not { } part)
            return Problem.Of(Catalogue.NothingToPay);
        var payment = new Payment(part, PaymentPlan.Of(claim)[part].Due, command.PaidOn, command.Reference.Trim(), Act.Of(caller, now));
        var paid = claim.Cleared() with { Status = ClaimStatus.Paid, Payments = [.. claim.Payments, payment], Failure = null };
        var inFull = PaymentPlan.Next(paid) is null;
        if (!inFull)
            paid = paid with { Status = ClaimStatus.Approved };
        return new Change<Claim>(paid, new ClaimPaid(payment, inFull));
    }

    /// <summary>What is wrong with a day on which money moved; null when nothing is.</summary>
    public static Problem? Day(DateOnly day, DateOnly notBefore, DateOnly today) =>
        day > today || day < notBefore
            ? Problem
                .Of(
                    Catalogue.InvalidValue,
                    (
                        "reason",
                        new Text(
                            $"日期应在 {notBefore:yyyy-MM-dd} 至 {today:yyyy-MM-dd} 之间。",
                            $"The day lies between {notBefore:yyyy-MM-dd} and {today:yyyy-MM-dd}."
                        )
                    )
                )
                .At("paidOn")
            : null;

    /// <summary>What is wrong with a payment's reference; null when nothing is.</summary>
    public static Problem? Reference(string reference) =>
        string.IsNullOrWhiteSpace(reference) || reference.Length > LongestReference || reference.Any(char.IsControl)
            ? Problem
                .Of(
                    Catalogue.InvalidValue,
                    (
                        "reason",
                        new Text($"凭证号应为 1 至 {LongestReference} 个字符。", $"A reference has 1 to {LongestReference} characters.")
                    )
                )
                .At("reference")
            : null;
}
