namespace TechTransfer.Portal.Home;

internal static class HomeWords
{
    public static readonly Text Title = new("技术合同，一次填报", "File a technology contract once");

    public static readonly Text Lead = new(
        "登记编号、登记证明、卖方与买方的奖励测算和统计数据，都由一次填报产生；每个数字都注明依据的条款。",
        "The registration number, the certificate, the rewards of seller and buyer and the statistics follow from one filing. Every figure names the clause that made it."
    );

    public static readonly Text Public = new("不需登录的服务", "Without signing in");

    public static readonly Text Verify = new(
        "凭编号和核验码，或者用文书的PDF文件，核对文书的真伪和当前状态。",
        "Check by number and code, or with the PDF file, whether a certificate is genuine and in force."
    );

    public static readonly Text Requirements = new(
        "各类技术合同要准备的材料、认定条件、办理时限和不予登记的情形。",
        "Papers, tests, time limits and reasons for refusal, for each kind of contract."
    );

    public static readonly Text Policies = new(
        "现行奖励政策的对象、条件、标准和上限，逐条注明出处。",
        "Who is rewarded, on which conditions, by which rate and cap, clause by clause."
    );

    public static readonly Text Notices = new(
        "正在公示的奖励，公示期内可以提出异议。",
        "Rewards on public notice, to which anyone concerned may object."
    );

    public static readonly Text Statistics = new(
        "已登记技术合同的份数、成交额和技术交易额，按类别、领域、地区和月份统计。",
        "Number, value and technical amount of registered contracts by kind, field, region and month."
    );
}
