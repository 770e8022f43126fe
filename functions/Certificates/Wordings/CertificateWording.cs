namespace TechTransfer.Certificates.Wordings;

/// <summary>Texts that rules prescribe, from the files in <c>Wordings/</c>, each for a period.</summary>
public sealed record CertificateWording : IDated
{
    public required string Id { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    public required int Version { get; init; }

    /// <summary>The remedies against a refusal or a revocation.</summary>
    public required Remedy Remedy { get; init; }

    /// <summary>Who decides on rewards, for print.</summary>
    public required RewardOffice RewardOffice { get; init; }

    /// <summary>What may stand in one list of registered contracts.</summary>
    public required ListRule Lists { get; init; }
}

/// <summary>救济途径.</summary>
/// <param name="Text">For the notice.</param>
/// <param name="Citations">Where that stands.</param>
public sealed record Remedy(Text Text, IReadOnlyList<Citation> Citations);

/// <summary>The office that decides on rewards.</summary>
public sealed record RewardOffice(Text Name, Confidence Confidence);

/// <summary>Large contracts are not listed together with others.</summary>
/// <param name="LargeFrom">From this technical amount a contract is large, yuan.</param>
/// <param name="Longest">The most contracts in one list.</param>
public sealed record ListRule(Yuan LargeFrom, int Longest, Citation Citation);

/// <summary>A relief that a tax rule gives to kinds of contracts.</summary>
/// <param name="Kinds">Sub-kind codes.</param>
/// <param name="Text">What the rule asks, for the opinion.</param>
public sealed record TaxRelief(
    string Id,
    DateOnly From,
    DateOnly? To,
    int Version,
    Text Tax,
    IReadOnlyList<string> Kinds,
    Text Text,
    Citation Citation
)
{
    /// <summary>True when the rule was in force on the day.</summary>
    public bool IsInForce(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>All wordings, checked.</summary>
public sealed class CertificateWordings
{
    private CertificateWordings(IReadOnlyList<CertificateWording> all, IReadOnlyList<TaxRelief> reliefs) => (All, Reliefs) = (all, reliefs);

    public IReadOnlyList<CertificateWording> All { get; }

    public IReadOnlyList<TaxRelief> Reliefs { get; }

    /// <summary>The one in force on a day; throws <see cref="RuleConflictException"/> when there is none or more than one.</summary>
    public CertificateWording InForceOn(DateOnly day) => All.InForceOn(day);

    /// <summary>The name of the office that decided on rewards on a day, for print.</summary>
    public string RewardOfficeOn(DateOnly day) => InForceOn(day).RewardOffice.Name.Zh;

    /// <summary>The reliefs that were in force for a kind of contract.</summary>
    public IReadOnlyList<TaxRelief> ReliefsOf(string kind, DateOnly day) =>
        [.. Reliefs.Where(r => r.IsInForce(day) && r.Kinds.Contains(kind))];

    /// <summary>The files of this assembly.</summary>
    /// <exception cref="RuleFileException">One is wrong; the message names file and field.</exception>
    public static CertificateWordings Load() =>
        Check(
            RuleFiles.Read<CertificateWording>(typeof(CertificateWording).Assembly, "Wordings/papers"),
            [.. RuleFiles.Read<IReadOnlyList<TaxRelief>>(typeof(TaxRelief).Assembly, "Wordings/tax-relief").SelectMany(r => r)]
        );

    public static CertificateWordings Check(IReadOnlyList<CertificateWording> all, IReadOnlyList<TaxRelief> reliefs)
    {
        if (all.Count == 0)
            throw new RuleFileException("There is no wording for papers.");
        var byDate = all.OrderBy(w => w.From).ToArray();
        foreach (var (earlier, later) in byDate.Zip(byDate.Skip(1)))
        {
            if (earlier.To?.AddDays(1) != later.From)
                throw new RuleFileException($"{earlier.Id} to: must be the day before {later.Id} from.");
        }
        foreach (var wording in all)
        {
            if (wording.Remedy is not { Text: { Zh.Length: > 0, En.Length: > 0 }, Citations.Count: > 0 })
                throw new RuleFileException($"{wording.Id} remedy: needs zh, en and where it stands.");
            if (wording.RewardOffice.Name is not { Zh.Length: > 0, En.Length: > 0 })
                throw new RuleFileException($"{wording.Id} rewardOffice.name: needs zh and en.");
            if (wording.Lists.LargeFrom <= Yuan.Zero || wording.Lists.Longest is < 1 or > 500)
                throw new RuleFileException($"{wording.Id} lists: largeFrom is above 0, longest between 1 and 500.");
        }
        foreach (var relief in reliefs)
        {
            if (relief.Kinds.Count == 0 || relief.Text is not { Zh.Length: > 0, En.Length: > 0 } || relief.To < relief.From)
                throw new RuleFileException($"{relief.Id}: needs kinds, zh and en, and a to that is not before from.");
        }
        return new([.. byDate], reliefs);
    }
}
