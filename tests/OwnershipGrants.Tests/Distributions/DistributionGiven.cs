using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Tests.Distributions;

/// <summary>Test data for distributions: the sample grant K01 in force, with contract C03 as its conversion.</summary>
internal static class DistributionGiven
{
    public const string GrantId = "a1.g1";
    public const string C03 = "c03";
    public const string C03Number = "5000012026000003";

    public static DistributionBook Book { get; } = DistributionBook.Load();

    public static IReadOnlyList<AgreedPart> EightyTwenty { get; } =
    [new(ShareHolder.Team, Share.Percent(80)), new(ShareHolder.Unit, Share.Percent(20))];

    /// <summary>Income of 800,000 yuan from C03, received on 1 June 2026.</summary>
    public static EnterIncomeBody AnIncome { get; } =
        new()
        {
            Income = Yuan.Of(800_000),
            IncomeOn = new(2026, 6, 1),
            SourceContract = C03,
        };

    /// <summary>The achievement of K01, whose grant is in force since 1 May 2026 and converted by C03.</summary>
    public static Achievement Granted(IReadOnlyList<AgreedPart>? agreement = null)
    {
        var state = Given.In(GrantStatus.InForce);
        var grant = state.Grants[0];
        return state with
        {
            Grants =
            [
                grant with
                {
                    InForceOn = new(2026, 5, 1),
                    StartsOn = new(2026, 5, 1),
                    Terms = grant.Terms with { IncomeShares = agreement ?? EightyTwenty },
                },
            ],
            Conversions =
            [
                FollowContract.New(
                    state,
                    Given.Of(Given.C03() with { ContractId = C03, RegisteredOn = new(2026, 5, 20) }),
                    GrantId,
                    byHand: false,
                    Given.Now
                ),
            ],
        };
    }

    public static Distribution Value(this Outcome<Change<Distribution>> outcome) => outcome.Value.State;

    public static Achievement Value(this Outcome<Change<Achievement>> outcome) => outcome.Value.State;

    public static Outcome<Change<Distribution>> Enter(
        Achievement achievement,
        EnterIncomeBody income,
        Caller caller,
        DateTimeOffset now,
        string id = "a1.d1"
    )
    {
        var entered = EnterIncome.Check(achievement, GrantId, income, Book, caller, now);
        if (entered.Problem is { } problem)
            return problem;
        var (grant, source) = entered.Value;
        return DraftDistribution.Draft(
            id,
            achievement,
            grant,
            IncomeGiven.Terms(achievement, grant, income),
            source,
            income.Leaders,
            $"place|{id}",
            null,
            Book,
            caller,
            now
        );
    }

    public static Distribution Drafted(EnterIncomeBody? income = null, IReadOnlyList<AgreedPart>? agreement = null) =>
        Enter(Granted(agreement), income ?? AnIncome, Given.Office, Given.Now).Value();

    public static Distribution OnNotice(EnterIncomeBody? income = null) => Publish(Drafted(income), Given.Now);

    public static Distribution Publish(Distribution state, DateTimeOffset at) =>
        PublishDistribution.Decide(state, Granted(), Book, Given.Office, at).Value();

    public static Distribution Objected() =>
        ObjectToDistribution
            .Decide(OnNotice(), Granted(), new("份额与内部协议不符。", "某成员（虚构）"), Book, Given.Office, Given.Now.AddDays(3))
            .Value();

    /// <summary>02:00 UTC on the first day after the public notice.</summary>
    public static DateTimeOffset AfterNotice(Distribution state) => new(state.Notice!.Until.AddDays(1), new(2, 0), TimeSpan.Zero);

    public static Distribution Approved(EnterIncomeBody? income = null)
    {
        var state = OnNotice(income);
        return ApproveDistribution.Decide(state, Book, Given.SecondPerson, AfterNotice(state)).Value();
    }

    public static DateTimeOffset PayDay { get; } = new(2026, 8, 1, 2, 0, 0, TimeSpan.Zero);

    public static PayDistributionBody Payment(params (string Person, decimal Amount)[] amounts) =>
        new()
        {
            PaidOn = new(2026, 8, 1),
            Reference = "工资批次 2026-08",
            Payments = amounts.Length == 0 ? null : [.. amounts.Select(a => new PersonAmount(a.Person, Yuan.Of(a.Amount)))],
        };

    public static Distribution Paid() => PayDistribution.Decide(Approved(), Payment(), Given.Office, PayDay).Value();

    public static Distribution Refunded(Distribution state, decimal amount) =>
        IncomeChanges.Follow(state, [new(new(2026, 9, 1), Yuan.Of(amount))], null, Book, PayDay.AddDays(40))!.State;

    public static Distribution Recovering() => Refunded(Paid(), 400_000);

    public static Distribution ClawedBack() => Refunded(Approved(), 800_000);

    public static Distribution Withdrawn() => WithdrawDistribution.Decide(Drafted(), new("录入有误。"), Given.Office).Value();

    public static Distribution In(DistributionStatus status) =>
        status switch
        {
            DistributionStatus.Draft => Drafted(),
            DistributionStatus.OnNotice => OnNotice(),
            DistributionStatus.Objected => Objected(),
            DistributionStatus.Approved => Approved(),
            DistributionStatus.Paid => Paid(),
            DistributionStatus.Recovering => Recovering(),
            DistributionStatus.ClawedBack => ClawedBack(),
            DistributionStatus.Withdrawn => Withdrawn(),
        };
}
