namespace TechTransfer.Portal.Frame;

/// <summary>Texts around every page.</summary>
internal static class FrameWords
{
    public static readonly Text Product = new("技术合同认定登记系统", "Technology Contract Registration");
    public static readonly Text Zone = new("重庆高新区", "Chongqing High-tech Zone");
    public static readonly Text Skip = new("跳到正文", "Skip to the content");
    public static readonly Text Sections = new("栏目", "Sections");
    public static readonly Text Display = new("显示方式", "Display");
    public static readonly Text LargeType = new("关怀版", "Large type");
    public static readonly Text NormalType = new("标准版", "Normal type");

    public static readonly Text SignIn = new("登录", "Sign in");
    public static readonly Text SignOut = new("退出", "Sign out");
    public static readonly Text User = new("当前用户", "Signed in as");

    public static readonly Text Home = new("首页", "Home");
    public static readonly Text Verify = new("文书核验", "Verify");
    public static readonly Text Requirements = new("申报须知", "What you need");
    public static readonly Text Policies = new("奖励政策", "Reward policies");
    public static readonly Text Notices = new("奖励公示", "Public notices");
    public static readonly Text Statistics = new("统计数据", "Statistics");

    public static readonly Text Sample = new(
        "本系统的示例数据中，当事人均为虚构，标注“示例”的规则和政策不具有效力。",
        "In the sample data all parties are made up, and rules and policies marked as samples bind nobody."
    );
}
