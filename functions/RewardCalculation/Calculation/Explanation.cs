using System.Globalization;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Facts;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Calculation;

/// <summary>Writes the steps of one quote. It says what was worked out; it works out nothing that the result depends on.</summary>
internal sealed class Explanation(Policy policy)
{
    public const string MinimumPerContractCode = "minimum_per_contract";
    private readonly List<Step> steps = [];

    public IReadOnlyList<Step> Steps => steps;

    public void Policy()
    {
        var (zh, en) = policy.Sample ? ("；示例数据，不构成任何兑付依据", "; sample data that binds nobody") : ("", "");
        Add("policy", policy.Citation,
            new($"按{policy.Name.Zh}第{policy.Version}版测算{zh}。", $"Worked out by the policy '{policy.Name.En}', version {policy.Version}{en}."),
            policy.Id, ("version", $"{policy.Version}"), ("from", $"{policy.From:yyyy-MM-dd}"));
    }

    public void Condition(Verdict verdict, string article) =>
        steps.Add(new(verdict.Code, verdict.Text, verdict.Inputs, MetOrNot(verdict.Met), policy.Cite(article)));

    public void ContractBase(ContractFacts contract)
    {
        var (zh, en) = contract.Number is { } number ? ($"合同{number}", $"contract {number}") : ("本合同", "this contract");
        Add("contract_base", policy.Cite(policy.Base.Article),
            new($"奖励基数为技术交易额：{zh}为{contract.TechnicalAmount}元。", $"The base is the technical amount: {contract.TechnicalAmount} yuan for {en}."),
            $"{contract.TechnicalAmount}", ("measure", "technicalAmount"));
    }

    public void Split(Yuan whole, int parties, Yuan part) => Add("base_split", policy.Cite(policy.Base.Article),
        new($"同一方共{parties}个单位，平均分摊，尾差按最大余数法分配：本单位{part}元。", $"{parties} parties on this side share it in equal parts, by largest remainder: {part} yuan for this one."),
        $"{part}", ("whole", $"{whole}"), ("parties", $"{parties}"));

    public void MinimumPerContract(Yuan whole, Yuan minimum) => Add(MinimumPerContractCode, policy.Cite(policy.Base.Article),
        whole >= minimum
            ? new($"合同技术交易额{whole}元，达到起点{minimum}元。", $"The contract's technical amount of {whole} yuan reaches the minimum of {minimum}.")
            : new($"合同技术交易额{whole}元，低于起点{minimum}元，还差{minimum - whole}元。", $"The contract's technical amount of {whole} yuan is {minimum - whole} short of the minimum of {minimum}."),
        MetOrNot(whole >= minimum), ("technicalAmount", $"{whole}"), ("minimum", $"{minimum}"));

    public void Before(Standing? standing, Yuan part, bool overYear)
    {
        if (standing is null)
        {
            Add("counted_alone", policy.Cite(policy.Base.Article),
                new("本测算只计本合同，未计入本单位本年度其他合同；兑付以全年合计为准。", "This contract is taken alone: the organisation's other contracts of the year are not counted in; the year's total decides what is paid."),
                $"{part}");
            return;
        }
        var total = standing.Base + part;
        Add("counted_before", policy.Cite(policy.Base.Article),
            overYear
                ? new($"本单位本年度其他合同已计基数{standing.Base}元、奖励{standing.Amount}元；加本合同后基数为{total}元。", $"The organisation's other contracts of the year count {standing.Base} yuan and earn {standing.Amount}; with this one the base is {total}.")
                : new($"本单位本年度其他合同已计奖励{standing.Amount}元。", $"The organisation's other contracts of the year earn {standing.Amount} yuan already."),
            overYear ? $"{total}" : $"{standing.Amount}", ("baseBefore", $"{standing.Base}"), ("amountBefore", $"{standing.Amount}"), ("base", $"{part}"));
    }

    public void Slice(Slice slice, string article)
    {
        var (rate, earned) = (Percent(slice.Rate), ExactYuan(slice.ExactFen));
        Text text = slice switch
        {
            { UpTo: { } upTo } => new($"{slice.Above}元至{upTo}元部分：{slice.Part}元 × {rate} = {earned}元。", $"The part from {slice.Above} to {upTo} yuan: {slice.Part} × {rate} = {earned} yuan."),
            { Above.Fen: > 0 } => new($"超过{slice.Above}元部分：{slice.Part}元 × {rate} = {earned}元。", $"The part above {slice.Above} yuan: {slice.Part} × {rate} = {earned} yuan."),
            _ => new($"{slice.Part}元 × {rate} = {earned}元。", $"{slice.Part} × {rate} = {earned} yuan."),
        };
        Add("rate", policy.Cite(article), text, earned, ("part", $"{slice.Part}"), ("rate", rate));
    }

    public void Rounding(decimal exactFen, Yuan rounded)
    {
        if (exactFen == rounded.Fen) return;
        Add("rounding", null,
            new($"{ExactYuan(exactFen)}元四舍五入到分，为{rounded}元。", $"{ExactYuan(exactFen)} yuan, rounded half up to the fen, is {rounded}."),
            $"{rounded}", ("exact", ExactYuan(exactFen)));
    }

    public void Cap(Yuan amount, Yuan limit, Cap cap)
    {
        var text = cap.Scope switch
        {
            CapScope.Contract when limit < cap.Amount => new Text(
                $"{amount}元超过单份合同上限{cap.Amount}元中本单位的份额{limit}元，按{limit}元计。", $"{amount} yuan exceeds this party's part ({limit}) of the cap per contract ({cap.Amount}): {limit} counts."),
            CapScope.Contract => new($"{amount}元超过单份合同上限，按{limit}元计。", $"{amount} yuan exceeds the cap per contract: {limit} counts."),
            CapScope.OrganisationYear => new($"{amount}元超过每个单位全年上限，按{limit}元计。", $"{amount} yuan exceeds the cap per organisation and year: {limit} counts."),
        };
        Add(cap.Scope == CapScope.Contract ? "cap_contract" : "cap_organisation_year", policy.Cite(cap.Article), text, $"{limit}", ("amount", $"{amount}"), ("cap", $"{cap.Amount}"));
    }

    public void BelowMinimumPayout(Yuan due, MinimumPayout minimum) => Add("minimum_payout", policy.Cite(minimum.Article),
        new($"{due}元低于最低兑付额{minimum.Amount}元，还差{minimum.Amount - due}元，不予兑付。", $"{due} yuan is {minimum.Amount - due} short of the minimum payout of {minimum.Amount}: nothing is paid."),
        $"{Yuan.Zero}", ("amount", $"{due}"), ("minimum", $"{minimum.Amount}"));

    public void Result(Yuan total, Yuan before, Yuan amount) => Add("amount", null,
        before == Yuan.Zero
            ? new($"测算奖励为{amount}元。", $"The reward comes to {amount} yuan.")
            : new($"全年合计{total}元，减其他合同已计{before}元，本合同测算奖励为{amount}元。", $"{total} yuan for the year, less {before} of other contracts: this contract's reward comes to {amount} yuan."),
        $"{amount}", ("total", $"{total}"), ("before", $"{before}"));

    public void NextTier(Yuan figure, Tier next) => Add("next_tier", policy.Cite(policy.Amount.Article),
        new($"基数再增加{next.Above - figure}元即达到下一档，超过{next.Above}元的部分按{Percent(next.Rate)}计。", $"{next.Above - figure} yuan more of base reach the next tier: what lies above {next.Above} earns {Percent(next.Rate)}."),
        $"{next.Above - figure}", ("base", $"{figure}"), ("threshold", $"{next.Above}"), ("rate", Percent(next.Rate)));

    public void NotEligible(IReadOnlyList<string> unmet, Yuan? otherwise)
    {
        var (zh, en) = otherwise is { } amount ? ($"；如全部符合，测算奖励为{amount}元", $"; if all were met, it would come to {amount} yuan") : ("", "");
        Add("not_eligible", null,
            new($"有{unmet.Count}项条件不符合，不予奖励{zh}。", $"Conditions not met: {unmet.Count}, so there is no reward{en}."),
            $"{Yuan.Zero}", [("unmet", string.Join(", ", unmet)), .. otherwise is { } would ? new[] { ("otherwise", $"{would}") } : []]);
    }

    public void Estimated(ContractFacts contract)
    {
        var text = contract.ValueStatus == ValueStatus.Estimated
            ? new Text("合同金额为暂估，测算结果以结算后的金额为准。", "The contract's value is estimated: the reward follows the amount that is settled later.")
            : new Text("先使用后付费，费用是否发生尚不确定，测算结果以实际结算的金额为准。", "Use first, pay later: the fee may not fall due; the reward follows the amount that is really settled.");
        Add("estimated", null, text, "true", ("valueStatus", contract.ValueStatus.Word()), ("paymentMode", contract.PaymentMode.Word()));
    }

    private void Add(string code, Citation? citation, Text text, string result, params ReadOnlySpan<(string Name, string Value)> inputs)
    {
        var named = new Dictionary<string, string>();
        foreach (var (name, value) in inputs) named.Add(name, value);
        steps.Add(new(code, text, named, result, citation));
    }

    private static string MetOrNot(bool met) => met ? "met" : "not_met";

    private static string Percent(decimal rate) => (rate * 100).ToString("0.####", CultureInfo.InvariantCulture) + "%";

    private static string ExactYuan(decimal fen) => (fen / 100).ToString("#,##0.00######", CultureInfo.InvariantCulture);
}
