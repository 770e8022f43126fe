using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Requirements;

internal static class RequirementsWords
{
    public static readonly Text Lead = new(
        "申请技术合同认定登记前，请先选择合同类别，查看要准备的材料、认定条件和办理时限。",
        "Before you file a technology contract, choose its kind to see papers, tests and time limits."
    );

    public static readonly Text Choose = new("选择合同类别", "Choose the kind of contract");
    public static readonly Text OtherKind = new("选择其他类别", "Choose another kind");

    public static readonly Text Papers = new("需要的材料", "Papers");
    public static readonly Text Always = new("必须提交", "Always");
    public static readonly Text InSomeCases = new("符合下列情形的，还应提交", "In these cases also");
    public static readonly Text Paper = new("材料", "Paper");
    public static readonly Text When = new("情形", "When");
    public static readonly Text Source = new("依据", "Source");

    public static readonly Text Tests = new("认定条件", "What makes it a technology contract");
    public static readonly Text Limits = new("办理时限", "Time limits");
    public static readonly Text Refusals = new("不予登记的情形", "Reasons for refusal");
    public static readonly Text Rules = new("所依据的规则", "The rules");

    public static readonly Text Who = new("由谁申请", "Who applies");

    public static readonly Text WhoApplies = new(
        "由卖方或者中介方申请；卖方在境外的，由境内买方申请。同一份合同只申请一次。",
        "The seller or the intermediary applies; if the seller is abroad, the buyer in the country does. A contract is filed once."
    );

    public static Text Of(PaperCondition condition) =>
        condition switch
        {
            PaperCondition.Always => Always,
            PaperCondition.Optional => new("需要时", "if useful"),
            PaperCondition.CostLines => new("合同成交额中含有非技术性费用", "the value contains non-technical cost"),
            PaperCondition.PlanProject => new("合同来源于科技计划项目", "the contract belongs to a plan project"),
            PaperCondition.AgentSigned => new("由代理人签字", "an agent signed it"),
            PaperCondition.ForeignLanguage => new("合同以外文订立", "the contract is in a foreign language"),
            PaperCondition.CrossBorder => new("一方当事人在境外", "a party is abroad"),
        };

    public static Text Decision(TimeLimits limits) =>
        new(
            $"受理之日起{Days(limits.Days, limits.DayType).Zh}内作出决定，受理当日不计入；需要专家评审的，为{Days(limits.ExpertReviewDays, limits.DayType).Zh}。材料需要补正的，一次性告知全部内容，补正后重新计算。",
            $"The office decides within {Days(limits.Days, limits.DayType).En} of acceptance, whose day does not count; within {Days(limits.ExpertReviewDays, limits.DayType).En} if experts review it. What is to be corrected is told once and completely; the time then starts again."
        );

    public static Text Large(LargeContracts large, View view)
    {
        var amount = view.Money(large.Threshold);
        var basis =
            large.Basis == LargeBasis.ContractValue ? new Text("合同成交额", "a value") : new Text("技术交易额", "a technical amount");
        return new(
            $"{basis.Zh}达到{amount}的合同，另由审批人审批。",
            $"A contract with {basis.En} of at least {amount} is approved by a third person besides."
        );
    }

    public static Text Late(LateFiling late) =>
        new(
            $"请在合同生效后及时申请。签订超过{late.DaysAfterSigning}日，或者距合同期满不足{late.DaysBeforeEnd}日的，登记员会要求说明情况。",
            $"File soon after the contract has entered into force. A registrar asks for the reasons {late.DaysAfterSigning} days after it was signed, or in the last {late.DaysBeforeEnd} days of its term."
        );

    private static Text Days(int days, DayType type) =>
        type == DayType.Working ? new($"{days}个工作日", $"{days} working days") : new($"{days}日", $"{days} days");
}
