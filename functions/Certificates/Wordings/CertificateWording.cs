using TechTransfer.Messages;

namespace TechTransfer.Certificates.Wordings;

/// <summary>Texts that rules prescribe, from the files in <c>Wordings/</c>, each for a period.</summary>
public sealed record CertificateWording : IDated
{
    public required string Id { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    public required int Version { get; init; }

    /// <summary>The remedies against a decision, with places for the bodies of the office: {reconsideration}, {court}.</summary>
    public required Remedy Remedy { get; init; }

    /// <summary>What the registrar's certificates say of the office itself.</summary>
    public required RegistrarOffice Registrar { get; init; }

    /// <summary>Who decides on rewards, for print.</summary>
    public required RewardOffice RewardOffice { get; init; }

    /// <summary>Whom to ask at organisations that publish notices, by credit code.</summary>
    public IReadOnlyDictionary<string, string> Contacts { get; init; } = new Dictionary<string, string>();

    /// <summary>What may stand in one list of registered contracts.</summary>
    public required ListRule Lists { get; init; }
}

/// <summary>救济途径.</summary>
/// <param name="Text">For the notice.</param>
/// <param name="Citations">Where that stands.</param>
public sealed record Remedy(Text Text, IReadOnlyList<Citation> Citations);

/// <summary>Who reviews an office's decisions. Without it a certificate names no body.</summary>
/// <param name="Reconsideration">复议机关.</param>
/// <param name="Court">人民法院.</param>
public sealed record Review(Text Reconsideration, Text Court);

/// <summary>The registrar's office; what is not set is not printed.</summary>
/// <param name="Contact">Telephone and address.</param>
/// <param name="CorrectionDays">Days within which corrections are handed in.</param>
/// <param name="OverdueIsWithdrawn">Whether an applicant who does not correct in time counts as having withdrawn.</param>
/// <param name="TaxOpinionIssuer">Who issues opinions for tax relief, where that is not the registrar.</param>
public sealed record RegistrarOffice(
    Review? Review = null,
    string? Contact = null,
    int? CorrectionDays = null,
    bool OverdueIsWithdrawn = false,
    string? TaxOpinionIssuer = null
);

/// <summary>The office that decides on rewards; what is not set is not printed.</summary>
/// <param name="Contact">Telephone and address.</param>
/// <param name="Repayment">How rewards are paid back.</param>
public sealed record RewardOffice(
    Text Name,
    Confidence Confidence,
    Review? Review = null,
    string? Contact = null,
    Repayment? Repayment = null
);

/// <summary>How a reward is paid back.</summary>
/// <param name="Days">From the day of the decision.</param>
/// <param name="Account">Name, bank and number.</param>
public sealed record Repayment(int Days, string Account);

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
);

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

    /// <summary>The remedies against a decision of an office on a day.</summary>
    public Remedy RemedyOn(DateOnly day, Func<CertificateWording, Review?> review)
    {
        var wording = InForceOn(day);
        var (reconsideration, court) =
            review(wording) ?? new(new("有管辖权的复议机关", "the competent body"), new("有管辖权的人民法院", "the competent court"));
        return wording.Remedy with
        {
            Text = new(
                Named(wording.Remedy.Text.Zh, reconsideration.Zh, court.Zh),
                Named(wording.Remedy.Text.En, reconsideration.En, court.En)
            ),
        };

        static string Named(string text, string reconsideration, string court) =>
            text.Replace("{reconsideration}", reconsideration, StringComparison.Ordinal)
                .Replace("{court}", court, StringComparison.Ordinal);
    }

    /// <summary>Whom to ask at an organisation that publishes a notice; null where that is not set.</summary>
    public string? ContactOf(ContractParty organisation, DateOnly day) =>
        organisation.Uscc is { } uscc ? InForceOn(day).Contacts.GetValueOrDefault(uscc) : null;

    /// <summary>
    /// The reliefs for a kind of contract that are in force on any day of a period: what counts is the day on which the tax arises.
    /// </summary>
    public IReadOnlyList<TaxRelief> ReliefsOf(string kind, DateOnly from, DateOnly to) =>
        [.. Reliefs.Where(r => r.From <= to && (r.To is null || from <= r.To) && r.Kinds.Contains(kind))];

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
            if (wording.Registrar.CorrectionDays is < 1 || wording.RewardOffice.Repayment is { Days: < 1 } or { Account.Length: 0 })
                throw new RuleFileException($"{wording.Id} registrar.correctionDays, rewardOffice.repayment: days from 1, and an account.");
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
