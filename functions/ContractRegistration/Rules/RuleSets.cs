namespace TechTransfer.ContractRegistration.Rules;

public sealed class RuleSets
{
    private RuleSets(IReadOnlyList<RuleSet> all) => All = all;

    public IReadOnlyList<RuleSet> All { get; }

    /// <summary>Throws <see cref="RuleConflictException"/> if no rule set, or more than one, is in force.</summary>
    public RuleSet InForceOn(DateOnly day) => All.InForceOn(day);

    public RuleSet Pinned(string id) => All.Single(r => r.Id == id);

    /// <summary>Throws <see cref="RuleFileException"/> with the name of the invalid field.</summary>
    public static RuleSets Load(CodeTables tables) => Check(RuleFiles.Read<RuleSet>(typeof(RuleSet).Assembly, "RuleSets/"), tables);

    public static RuleSets Check(IReadOnlyList<RuleSet> sets, CodeTables tables)
    {
        if (sets.Count == 0)
            throw new RuleFileException("There is no rule set.");
        foreach (var set in sets)
            Check(set, tables);
        var byDate = sets.OrderBy(s => s.From).ToArray();
        foreach (var (earlier, later) in byDate.Zip(byDate.Skip(1)))
        {
            if (earlier.To?.AddDays(1) != later.From)
                throw new RuleFileException($"{earlier.Id} to: must be the day before {later.Id} from.");
        }
        return new([
            .. byDate.Select(s =>
                s with
                {
                    SubKinds = [.. s.SubKinds.Select(k => k with { Name = tables["kind"].Codes.First(c => c.Value == k.Code).Name })],
                }
            ),
        ]);
    }

    private static void Check(RuleSet set, CodeTables tables)
    {
        Require(set.To is null || set.From <= set.To, "to", "lies before from");
        Require(set.TimeLimits.Days > 0, "timeLimits.days", "must be above 0");
        Require(set.TimeLimits.ExpertReviewDays >= set.TimeLimits.Days, "timeLimits.expertReviewDays", "must not be under days");
        Require(set.LargeCases.Threshold > Yuan.Zero, "largeCases.threshold", "must be above 0");
        Require(
            set.RegistrationNumber is { Region: { Length: > 0 } region, Registrar: { Length: > 0 } registrar }
                && region.All(char.IsAsciiDigit)
                && registrar.All(char.IsAsciiDigit),
            "registrationNumber",
            "region and registrar are digits"
        );
        Require(set.RegistrationNumber.SerialDigits is > 0 and <= 12, "registrationNumber.serialDigits", "must lie between 1 and 12");
        Require(CreditCode.IsValid(set.RegistrarOffice.Id), "registrarOffice.id", "must be a credit code");
        RequireText(set.RegistrarOffice.Name, "registrarOffice.name");

        RequireDistinct(set.SubKinds.Select(k => k.Code), "subKinds");
        foreach (var (kind, i) in set.SubKinds.Select((k, i) => (k, i)))
        {
            Require(tables["kind"].Codes.Any(c => c.Value == kind.Code), $"subKinds[{i}].code", $"{kind.Code} is not in the table kind");
            Require(
                tables["kind"].Codes.Any(c => c.Value == kind.Category),
                $"subKinds[{i}].category",
                $"{kind.Category} is not in the table kind"
            );
            foreach (var right in kind.Rights)
                Require(tables["ipKind"].Codes.Any(c => c.Value == right), $"subKinds[{i}].rights", $"{right} is not in the table ipKind");
        }

        RequireDistinct(set.Papers.Select(p => p.Kind), "papers");
        foreach (var (attachment, i) in set.Papers.Select((p, i) => (p, i)))
        {
            RequireText(attachment.Name, $"papers[{i}].name");
            foreach (var kind in attachment.Kinds)
                Require(set.SubKind(kind) is not null, $"papers[{i}].kinds", $"{kind} is no sub-kind of this rule set");
        }

        RequireDistinct(set.CostLineTypes.Select(t => t.Code), "costLineTypes");
        foreach (var (type, i) in set.CostLineTypes.Select((t, i) => (t, i)))
        {
            RequireText(type.Name, $"costLineTypes[{i}].name");
            Require(type.UsualQuantity is null || type.ReasonableQuantity, $"costLineTypes[{i}].usualQuantity", "needs reasonableQuantity");
        }

        RequireDistinct(set.OtherContractHints.Select(h => h.Code), "otherContractHints");
        foreach (var (sign, i) in set.OtherContractHints.Select((h, i) => (h, i)))
        {
            RequireText(sign.Message, $"otherContractHints[{i}].message");
            Require(
                sign.CostLineType is null || set.CostLineType(sign.CostLineType) is not null,
                $"otherContractHints[{i}].costLineType",
                $"{sign.CostLineType} is no cost-line type"
            );
        }

        RequireNamed(set.RestrictiveClauses, "restrictiveClauses");
        RequireNamed(set.CorrectionReasons, "correctionReasons");
        RequireNamed(set.RefusalReasons, "refusalReasons");

        Require(set.TimeLimits.DueSoonWorkingDays > 0, "timeLimits.dueSoonWorkingDays", "must be above 0");
        Require(set.LateFiling is { DaysAfterSigning: > 0, DaysBeforeEnd: > 0 }, "lateFiling", "must be above 0");
        foreach (var (list, i) in set.CheckLists.Select((l, i) => (l, i)))
        {
            foreach (var kind in list.Kinds)
                Require(set.SubKind(kind) is not null, $"checkLists[{i}].kinds", $"{kind} is no sub-kind of this rule set");
            RequireNamed(list.Tests, $"checkLists[{i}].tests");
        }
        foreach (var kind in set.SubKinds)
            RequireDistinct(set.TestsOf(kind.Code).Select(t => t.Code), $"checkLists of {kind.Code}");
        RequireDistinct(set.ClericalFields, "clericalFields");
        RequireDistinct(set.FindingSources.SelectMany(s => s.Codes), "findingSources");
        foreach (var code in set.FindingSources.SelectMany(s => s.Codes))
            RequireFinding(code, "findingSources");
        foreach (var sign in set.OtherContractHints)
            RequireFinding(sign.Code, "otherContractHints");

        void RequireNamed(IReadOnlyList<NamedRule> rules, string path)
        {
            RequireDistinct(rules.Select(r => r.Code), path);
            for (var i = 0; i < rules.Count; i++)
                RequireText(rules[i].Name, $"{path}[{i}].name");
        }

        void RequireFinding(string code, string path) =>
            Require(FindingCodes.All.ContainsKey(code), path, $"{code} is no code of a finding");

        void RequireText(Text text, string path) => Require(text is { Zh.Length: > 0, En.Length: > 0 }, path, "needs zh and en");

        void RequireDistinct(IEnumerable<string> codes, string path)
        {
            var twice = codes.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1)?.Key;
            Require(twice is null, path, $"holds {twice} twice");
        }

        void Require(bool holds, string path, string what)
        {
            if (!holds)
                throw new RuleFileException($"{set.Id} {path}: {what}.");
        }
    }
}
