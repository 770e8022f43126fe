namespace TechTransfer.RewardCalculation.Engine;

/// <summary>
/// Settles all checked claims of a policy year against each other and the budget (年度核定). The result does not depend on the order of
/// the claims. Steps in order: exclusive groups, ranking, cap per organisation, cap of the programme, minimum payout, budget.
/// </summary>
public static class Settlement
{
    private const int Millionths = 1_000_000;

    /// <summary>
    /// Calculates what each claim gets. Throws <see cref="ArgumentException"/> when a claim id occurs twice or an amount is negative.
    /// </summary>
    public static SettlementResult Of(Policy policy, int year, IReadOnlyList<SettlementEntry> entries, SettlementContext context)
    {
        var works = entries
            .Select(e => new Work(e))
            .OrderBy(w => w.Entry.Uscc, StringComparer.Ordinal)
            .ThenBy(w => w.Entry.ClaimId, StringComparer.Ordinal)
            .ToArray();
        var seen = new HashSet<string>();
        if (works.FirstOrDefault(w => !seen.Add(w.Entry.ClaimId)) is { } twice)
            throw new ArgumentException($"The claim {twice.Entry.ClaimId} is listed twice.", nameof(entries));
        if (works.FirstOrDefault(w => w.Entry.Amount.IsNegative) is { } negative)
            throw new ArgumentException($"The claim {negative.Entry.ClaimId} is below zero.", nameof(entries));

        foreach (var work in works)
            Exclude(policy, year, work, context);
        if (policy.Ranking is { } ranking)
            Rank(policy, ranking, works);
        foreach (var unit in works.GroupBy(w => w.Entry.Uscc))
        {
            // Claims filed earlier use up the caps first.
            Work[] claims = [.. InOrderOfFiling(unit)];
            var before = context.SettledBefore.GetValueOrDefault(unit.Key);
            if (policy.Cap is { } cap)
                Limit(
                    claims,
                    cap.Amount,
                    before,
                    "cap_organisation_year",
                    new("每个单位全年上限", "the cap per organisation and year"),
                    policy.Cite(cap.Article)
                );
            if (policy.Programme is { CapPerOrganisation: { } most } programme)
            {
                Limit(
                    claims,
                    most,
                    before + context.SettledInProgramme.GetValueOrDefault(unit.Key),
                    "cap_programme",
                    new("同一计划每个单位全年上限", "the programme's cap per organisation and year"),
                    policy.Cite(programme.Article)
                );
            }
            if (policy.MinimumPayout is { } minimum)
                Minimum(policy, claims, before, minimum);
        }
        foreach (var work in works)
            work.Due = work.Amount;
        var due = works.Sum(w => w.Due);
        var available = policy.Budget is { } budget ? Available(budget, context) : (Yuan?)null;
        if (policy.Budget is { } limited && due > available)
            Cut(policy, limited, works, available.Value, due);

        var settled = works.Sum(w => w.Amount);
        return new()
        {
            Lines = [.. works.Select(w => w.Line(policy))],
            Claimed = works.Sum(w => w.Entry.Amount),
            Due = due,
            Available = available,
            Settled = settled,
            Left = available - settled,
        };
    }

    private static Yuan Available(Budget budget, SettlementContext context) =>
        Yuan.Max(budget.PerYear + (budget.CarryOver ? context.CarriedOver : Yuan.Zero) - context.Spent, Yuan.Zero);

    private static void Exclude(Policy policy, int year, Work work, SettlementContext context)
    {
        if (work.Amount == Yuan.Zero || !context.GroupsTaken.TryGetValue(work.Entry.Uscc, out var taken))
            return;
        foreach (var group in policy.ExclusiveGroups)
        {
            if (!taken.TryGetValue(group, out var holder))
                continue;
            work.Set(
                Yuan.Zero,
                () =>
                    new(
                        "exclusive_group",
                        new(
                            $"本单位{year}年度已按另一项政策申报同类奖励，同一事项不重复奖励。",
                            $"The organisation has a claim for {year} under another policy of the same group, and the same matter is not "
                                + "rewarded twice."
                        ),
                        Inputs.Of("group", group, "policy", holder),
                        $"{Yuan.Zero}",
                        policy.Citation
                    )
            );
            return;
        }
    }

    // An organisation has one rank, however many claims it has; an excluded one has none.
    private static void Rank(Policy policy, Ranking ranking, Work[] works)
    {
        var units = works
            .Where(w => w.Amount > Yuan.Zero)
            .GroupBy(w => w.Entry.Uscc)
            .Select(u => (Claims: u.ToArray(), Score: u.Max(w => w.Entry.Score)))
            .OrderByDescending(u => u.Score)
            .ToArray();
        var citation = policy.Cite(ranking.Article);
        var place = 0;
        for (var i = 0; i < units.Length; i++)
        {
            if (i == 0 || units[i].Score != units[i - 1].Score)
                place = i + 1;
            var here = place;
            var share = ranking.Places.FirstOrDefault(p => p.UpTo is null || here <= p.UpTo)?.Share ?? 0;
            var percent = Written.Percent(share);
            foreach (var work in units[i].Claims)
            {
                work.Place = here;
                if (share == 1)
                    continue;
                var (before, after) = (work.Amount, work.Amount.TimesRoundedHalfUp(share));
                work.Set(
                    after,
                    () =>
                        new(
                            "place",
                            new(
                                $"排名第{here}，按{percent}计：{before}元×{percent}={after}元。",
                                $"Rank {here} receives {percent}: {before} × {percent} = {after} yuan."
                            ),
                            Inputs.Of("place", $"{here}", "share", percent),
                            $"{after}",
                            citation
                        )
                );
            }
        }
    }

    private static void Limit(Work[] claims, Yuan cap, Yuan before, string code, Text name, Citation citation)
    {
        var left = Yuan.Max(cap - before, Yuan.Zero);
        foreach (var work in claims)
        {
            var amount = work.Amount;
            if (amount > left)
            {
                var rest = left;
                work.Set(
                    rest,
                    () =>
                        new(
                            code,
                            new(
                                $"{amount}元超过{name.Zh}{cap}元，此前已使用{cap - rest}元，按{rest}元计。",
                                $"{amount} yuan exceeds {name.En} ({cap} yuan), of which {cap - rest} yuan has been used, so "
                                    + $"{rest} yuan is granted."
                            ),
                            Inputs.Of("amount", $"{amount}", "cap", $"{cap}"),
                            $"{rest}",
                            citation
                        )
                );
            }
            left -= work.Amount;
        }
    }

    private static void Minimum(Policy policy, Work[] claims, Yuan before, Limit minimum)
    {
        var total = before + claims.Sum(c => c.Amount);
        if (total >= minimum.Amount)
            return;
        foreach (var work in claims.Where(w => w.Amount > Yuan.Zero))
        {
            work.Set(
                Yuan.Zero,
                () =>
                    new(
                        "minimum_payout",
                        new(
                            $"全年合计{total}元低于最低兑付额{minimum.Amount}元，不予兑付。",
                            $"The year's total of {total} yuan is below the minimum payout of {minimum.Amount} yuan, so nothing is paid."
                        ),
                        Inputs.Of("total", $"{total}", "minimum", $"{minimum.Amount}"),
                        $"{Yuan.Zero}",
                        policy.Cite(minimum.Article)
                    )
            );
        }
    }

    private static void Cut(Policy policy, Budget budget, Work[] works, Yuan available, Yuan due)
    {
        var citation = policy.Cite(budget.Article);
        if (budget.Cut == BudgetCut.ProRata)
        {
            var parts = available.SplitByLargestRemainder([.. works.Select(w => w.Due.Fen)]);
            for (var i = 0; i < works.Length; i++)
            {
                var (before, part) = (works[i].Due, RoundedDown(parts[i], budget));
                if (before == Yuan.Zero)
                    continue;
                works[i]
                    .Set(
                        part,
                        () =>
                            new(
                                "budget_pro_rata",
                                new(
                                    $"应兑付合计{due}元超过可用预算{available}元，按比例核减：{before}元核减为{part}元。",
                                    $"The amounts due, {due} yuan, exceed the available budget of {available} yuan and are "
                                        + $"reduced in proportion: from {before} yuan "
                                        + $"to {part} yuan."
                                ),
                                Inputs.Of("due", $"{due}", "budget", $"{available}"),
                                $"{part}",
                                citation
                            )
                    );
            }
            return;
        }
        var (left, isServed) = (available, true);
        foreach (var work in InOrderOfFiling(works).Where(w => w.Due > Yuan.Zero))
        {
            if (isServed && work.Due <= left)
            {
                left -= work.Due;
                continue;
            }
            // No later claim is paid once the budget could not pay an earlier one in full.
            var (before, rest, first) = (work.Due, isServed ? RoundedDown(left, budget) : Yuan.Zero, isServed);
            isServed = false;
            work.Set(
                rest,
                () =>
                    new(
                        "budget_by_date",
                        first
                            ? new(
                                $"预算{available}元按申报时间先后兑付，轮到本申报（{FiledZh(work)}）时余{left}元，"
                                    + $"不足以全额兑付：{before}元核减为{rest}元。",
                                $"The budget of {available} yuan is paid out by time of filing. When this claim's turn came "
                                    + $"({FiledEn(work)}), {left} was left: the claim of {before} gets {rest}."
                            )
                            : new(
                                $"预算{available}元按申报时间先后兑付，先于本申报（{FiledZh(work)}）的申报已不能全额兑付，"
                                    + $"本申报{before}元核减为{rest}元。",
                                $"The budget of {available} yuan is paid out by time of filing. It could not pay a claim in full that "
                                    + $"was filed before this one ({FiledEn(work)}): the claim of {before} gets {rest}."
                            ),
                        Inputs.Of("due", $"{before}", "budget", $"{available}", "filed", FiledEn(work)),
                        $"{rest}",
                        citation
                    )
            );
        }
    }

    private static IEnumerable<Work> InOrderOfFiling(IEnumerable<Work> works) =>
        works
            .OrderBy(w => w.Entry.FiledOn)
            .ThenBy(w => w.Entry.FiledAt ?? DateTimeOffset.MinValue)
            .ThenBy(w => w.Entry.ClaimId, StringComparer.Ordinal);

    private static string FiledZh(Work work) => $"{work.Entry.FiledOn:yyyy年M月d日}{Clock(work)}提交";

    private static string FiledEn(Work work) => $"filed {work.Entry.FiledOn:yyyy-MM-dd}{Clock(work)}";

    private static string Clock(Work work) => work.Entry.FiledAt is { } at ? $" {at.ToOffset(ChinaTime.Offset):HH:mm:ss}" : "";

    private static Yuan RoundedDown(Yuan amount, Budget budget) =>
        budget.RoundTo is { } unit ? Yuan.FromFen(amount.Fen - amount.Fen % unit.Fen) : amount;

    private sealed class Work(SettlementEntry entry)
    {
        private readonly List<Func<Step>> steps = [];

        public SettlementEntry Entry { get; } = entry;
        public Yuan Amount { get; private set; } = entry.Amount;
        public Yuan Due { get; set; }
        public int? Place { get; set; }

        public void Set(Yuan amount, Func<Step> step)
        {
            Amount = amount;
            steps.Add(step);
        }

        public SettledAmount Line(Policy policy) =>
            new()
            {
                ClaimId = Entry.ClaimId,
                Uscc = Entry.Uscc,
                Role = Entry.Role,
                Claimed = Entry.Amount,
                Due = Due,
                Amount = Amount,
                Place = Place,
                FundedBy =
                    policy.FundedBy.Count == 0
                        ? [Amount]
                        : Amount.SplitByLargestRemainder([.. policy.FundedBy.Select(f => (long)(f.Share * Millionths))]),
                Steps = new LazyList<Step>(() => [.. steps.Select(s => s())]),
            };
    }
}
