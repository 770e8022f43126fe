using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Tests.Distributions;

/// <summary>K01 with its grant in force, and C03 as its conversion.</summary>
internal static class DistributionGiven
{
    public const string GrantId = "a1.g1";
    public const string C03 = "c03";
    public const string C03Number = "5000012026000003";

    public static DistributionBook Book { get; } = DistributionBook.Load();

    public static IReadOnlyList<AgreedPart> EightyTwenty { get; } = [new(ShareHolder.Team, Share.Percent(80)), new(ShareHolder.Unit, Share.Percent(20))];

    /// <summary>C03 came in on 1 June 2026: 800,000 yuan.</summary>
    public static EnterIncome AnIncome { get; } = new() { Income = Yuan.Of(800_000), IncomeOn = new(2026, 6, 1), SourceContract = C03 };

    /// <summary>K01 in force since 1 May 2026, converted by C03.</summary>
    public static Achievement Granted(IReadOnlyList<AgreedPart>? agreement = null)
    {
        var state = Given.In(GrantStatus.InForce);
        var grant = state.Grants[0];
        var contract = Given.AContract() with { ContractId = C03 };
        return state with
        {
            Grants = [grant with { InForceOn = new(2026, 5, 1), StartsOn = new(2026, 5, 1), Terms = grant.Terms with { IncomeShares = agreement ?? EightyTwenty } }],
            Conversions = [FollowContract.New(state, contract with { Contract = contract.Contract! with { ContractId = C03, RegisteredOn = new(2026, 5, 20) } }, GrantId, byHand: false, Given.Now)],
        };
    }

    public static Distribution Only(this Achievement state) => state.Distributions.Single();

    /// <summary>The state after a decision that must succeed.</summary>
    public static Achievement Value(this Outcome<Change<Achievement>> outcome) => outcome.Value.State;

    public static Achievement Drafted(EnterIncome? income = null, IReadOnlyList<AgreedPart>? agreement = null) =>
        EnterIncomeDecision.Decide(Granted(agreement), GrantId, income ?? AnIncome, Book, Given.Office, Given.Now).Value();

    public static Achievement OnNotice(EnterIncome? income = null) => Publish(Drafted(income), Given.Now);

    public static Achievement Publish(Achievement state, DateTimeOffset at) => PublishDistribution.Decide(state, state.Only().Id, Book, Given.Office, at).Value();

    public static Achievement Objected() => ObjectToDistributionDecision.Decide(OnNotice(), "a1.d1", new("份额与内部协议不符。", "某成员（虚构）"), Book, Given.Office, Given.Now.AddDays(3)).Value();

    /// <summary>The first morning after the notice.</summary>
    public static DateTimeOffset AfterNotice(Achievement state) => new(state.Only().Notice!.Until.AddDays(1), new(2, 0), TimeSpan.Zero);

    public static Achievement Approved(EnterIncome? income = null)
    {
        var state = OnNotice(income);
        return ApproveDistribution.Decide(state, "a1.d1", Book, Given.SecondPerson, AfterNotice(state)).Value();
    }

    public static DateTimeOffset PayDay { get; } = new(2026, 8, 1, 2, 0, 0, TimeSpan.Zero);

    public static PayDistribution Payment(params (string Person, decimal Amount)[] amounts) => new()
    {
        PaidOn = new(2026, 8, 1),
        Reference = "工资批次 2026-08",
        Payments = amounts.Length == 0 ? null : [.. amounts.Select(a => new PersonAmount(a.Person, Yuan.Of(a.Amount)))],
    };

    public static Achievement Paid() => PayDistributionDecision.Decide(Approved(), "a1.d1", Payment(), Given.Office, PayDay).Value();

    public static Achievement Refunded(Achievement state, decimal amount) =>
        IncomeChanges.Follow(state, state.Only(), [new(new(2026, 9, 1), Yuan.Of(amount))], null, Book, PayDay.AddDays(40))!.State;

    public static Achievement Recovering() => Refunded(Paid(), 400_000);

    public static Achievement ClawedBack() => Refunded(Approved(), 800_000);

    public static Achievement Withdrawn() => WithdrawDistributionDecision.Decide(Drafted(), "a1.d1", new("录入有误。"), Given.Office).Value();

    public static Achievement In(DistributionStatus status) => status switch
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
