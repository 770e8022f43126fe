namespace TechTransfer.OwnershipGrants.Rules;

public sealed class GrantRuleBook
{
    private GrantRuleBook(IReadOnlyList<GrantRules> all, WorkingCalendar calendar) => (All, Calendar) = (all, calendar);

    public IReadOnlyList<GrantRules> All { get; }

    public WorkingCalendar Calendar { get; }

    /// <summary>Throws <see cref="RuleFileException"/> with the name of the invalid field.</summary>
    public static GrantRuleBook Load() =>
        Check(RuleFiles.Read<GrantRules>(typeof(GrantRules).Assembly, "GrantRules/"), WorkingCalendar.Published);

    public static GrantRuleBook Check(IReadOnlyList<GrantRules> all, WorkingCalendar calendar)
    {
        if (all.Count == 0)
            throw new RuleFileException("There is no rule set of grants.");
        foreach (var set in all)
        {
            Require(set, set.To is null || set.From <= set.To, "to", "lies before from");
            Require(set, set.Notice.Days > 0, "notice.days", "must be above 0");
            Require(set, set.MinimumUse.Years > 0, "minimumUse.years", "must be above 0");
            Require(set, set.TakeBack.Months > 0, "takeBack.months", "must be above 0");
            Require(
                set,
                set.YearReport
                    is { DueMonth: >= 1 and <= 12, DueDay: >= 1 and <= 28 }
                        or { DueMonth: 1 or 3 or 5 or 7 or 8 or 10 or 12, DueDay: <= 31 },
                "yearReport",
                "is no day of a year"
            );
            Require(
                set,
                set.NegativeList.Count > 0 && set.NegativeList.DistinctBy(i => i.Code).Count() == set.NegativeList.Count,
                "negativeList",
                "has items, each once"
            );
            Require(set, set.Presets.DistinctBy(p => p.Code).Count() == set.Presets.Count, "presets", "have each code once");
            foreach (var (preset, i) in set.Presets.Select((p, i) => (p, i)))
            {
                Require(set, preset.IncomeShares.Sum(s => s.Share) == Share.One, $"presets[{i}].incomeShares", "must add up to 1");
                Require(set, preset.CostShares.Sum(s => s.Share) == Share.One, $"presets[{i}].costShares", "must add up to 1");
            }
        }
        var byDate = all.OrderBy(s => s.From).ToArray();
        foreach (var (earlier, later) in byDate.Zip(byDate.Skip(1)))
            Require(earlier, earlier.To?.AddDays(1) == later.From, "to", $"must be the day before {later.Id} from");
        return new(byDate, calendar);

        static void Require(GrantRules set, bool holds, string path, string what)
        {
            if (!holds)
                throw new RuleFileException($"{set.Id} {path}: {what}.");
        }
    }

    public GrantRules? InForceOn(DateOnly day) => day < All[0].From ? null : All.InForceOn(day);

    public GrantRules Pinned(string id) => All.Single(r => r.Id == id);
}
