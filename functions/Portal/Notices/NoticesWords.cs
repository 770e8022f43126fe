using TechTransfer.Portal.Frame;
using TechTransfer.Portal.Services;

namespace TechTransfer.Portal.Notices;

internal static class NoticesWords
{
    public static readonly Text Lead = new(
        "以下奖励正在公示。对公示内容有异议的，请在公示期内登录系统提出，并说明理由；异议处理完毕前不会拨付。",
        "These rewards are on public notice. To object, sign in before the notice ends and give your reasons. Nothing is paid until an objection is resolved."
    );

    public static readonly Text None = new("目前没有正在公示的奖励。", "No rewards are on notice at the moment.");
    public static readonly Text Beneficiary = new("奖励对象", "Beneficiary");
    public static readonly Text Policy = new("奖励政策", "Policy");
    public static readonly Text Amount = new("拟奖励金额", "Amount");
    public static readonly Text Contracts = new("合同登记编号", "Registered contracts");
    public static readonly Text Period = new("公示期", "On notice");
    public static readonly Text More = new("下一页", "Next page");
    public static readonly Text First = new("回到第一页", "First page");
    public static readonly Text Sample = new("（示例）", " (sample)");
    public static readonly Text Objected = new("有异议，公示中止", "stopped by an objection");
    public static readonly Text Provisional = new("（节假日安排公布后可能调整）", " (may move when holidays are published)");

    public static Text Others(int count) => new($"等{count}份", $"… {count} in all");

    public static Text Days(Notice notice, View view) =>
        new($"{view.Day(notice.From)}至{view.Day(notice.Until)}", $"{view.Day(notice.From)} to {view.Day(notice.Until)}");

    public static Text RoleOf(Notice notice) => new($"{notice.Role.Zh}，{notice.Year}年度", $"{notice.Role.En}, {notice.Year}");
}
