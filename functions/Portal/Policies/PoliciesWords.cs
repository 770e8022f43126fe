using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Policies;

internal static class PoliciesWords
{
    public static readonly Text Lead = new(
        "以下政策现行有效。标注“示例”的政策仅供演示，不作为兑付依据。",
        "These policies are in force. Those marked as samples are for demonstration and bind nobody."
    );

    public static readonly Text None = new("目前没有现行有效的奖励政策。", "No policy is in force at the moment.");
    public static readonly Text Policy = new("政策名称", "Policy");
    public static readonly Text For = new("奖励对象", "For");
    public static readonly Text InForce = new("施行期间", "In force");
    public static readonly Text Instrument = new("政策文件", "Instrument");
    public static readonly Text Note = new("对条文的理解", "How the text is read");
    public static readonly Text All = new("返回全部政策", "All policies");

    public static readonly Text SampleOnly = new("示例政策，不作为兑付依据", "A sample, which binds nobody");

    public static readonly Text Sample = new("示例", "sample");

    public static Text NameOf(Beneficiary beneficiary) =>
        beneficiary switch
        {
            Beneficiary.Seller => new("卖方（输出方）", "seller"),
            Beneficiary.Buyer => new("买方（吸纳方）", "buyer"),
            Beneficiary.BrokerBody => new("技术转移机构", "technology transfer agency"),
            Beneficiary.BrokerPerson => new("技术经理人", "technology broker"),
            Beneficiary.Platform => new("技术交易平台", "technology exchange"),
            Beneficiary.Registrar => new("登记机构", "registration office"),
            Beneficiary.University => new("高校院所", "university or institute"),
            Beneficiary.Team => new("成果完成人团队", "inventors' team"),
            Beneficiary.Organisation => new("单位", "organisation"),
        };

    public static Text NameOf(PolicyPart part) =>
        part switch
        {
            PolicyPart.Condition => new("奖励条件", "Who can have it"),
            PolicyPart.Contracts => new("计入的合同", "Which contracts count"),
            PolicyPart.Amount => new("奖励标准", "How much it is"),
            PolicyPart.Limit => new("限额", "What bounds it"),
            PolicyPart.Procedure => new("办理程序", "How one gets it"),
        };

    public static Text Period(DateOnly from, DateOnly? to, View view) =>
        to is { } end
            ? new($"{view.Day(from)}至{view.Day(end)}", $"{view.Day(from)} to {view.Day(end)}")
            : new($"{view.Day(from)}起", $"from {view.Day(from)}");
}
