using TechTransfer.Messages;

namespace TechTransfer.Certificates.Wordings;

/// <summary>Prescribed texts and office settings for one period, read from the files in <c>Wordings/</c>.</summary>
public sealed record CertificateWording : IDated
{
    public required string Id { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    public required int Version { get; init; }

    /// <summary>Remedies against a decision; {reconsideration} and {court} are placeholders for the reviewing bodies.</summary>
    public required Remedy Remedy { get; init; }

    public required RegistrarOffice Registrar { get; init; }

    public required RewardOffice RewardOffice { get; init; }

    /// <summary>Contact details of organisations that publish notices, by credit code.</summary>
    public IReadOnlyDictionary<string, string> Contacts { get; init; } = new Dictionary<string, string>();

    public required ListRule Lists { get; init; }
}

/// <summary>Remedies against a decision (救济途径).</summary>
public sealed record Remedy(Text Text, IReadOnlyList<Citation> Citations);

/// <summary>Bodies that review an office's decisions; without them a certificate names no specific body.</summary>
/// <param name="Reconsideration">Body for administrative reconsideration (复议机关).</param>
/// <param name="Court">Competent court (人民法院).</param>
public sealed record Review(Text Reconsideration, Text Court);

/// <summary>Settings of the registrar's office; a value that is not set is not printed.</summary>
/// <param name="Contact">Telephone and address.</param>
/// <param name="CorrectionDays">Calendar days for submitting corrections; null for no limit.</param>
/// <param name="TaxOpinionIssuer">Issuer of opinions for tax relief; null means the registrar's office.</param>
public sealed record RegistrarOffice(
    Review? Review = null,
    string? Contact = null,
    int? CorrectionDays = null,
    bool OverdueIsWithdrawn = false,
    string? TaxOpinionIssuer = null
);

/// <summary>Settings of the office that decides on rewards; a value that is not set is not printed.</summary>
/// <param name="Contact">Telephone and address.</param>
public sealed record RewardOffice(
    Text Name,
    Confidence Confidence,
    Review? Review = null,
    string? Contact = null,
    Repayment? Repayment = null
);

/// <summary>Deadline and account for paying a reward back.</summary>
/// <param name="Days">Calendar days from the day of the decision.</param>
/// <param name="Account">Account holder, bank and account number.</param>
public sealed record Repayment(int Days, string Account);

/// <summary>Limits for lists of registered contracts; large contracts and others are never in the same list.</summary>
/// <param name="LargeFrom">Technical amount, yuan, from which a contract is large.</param>
public sealed record ListRule(Yuan LargeFrom, int Longest, Citation Citation);

/// <param name="Tax">Name of the tax.</param>
/// <param name="Kinds">Sub-kind codes such as D1.</param>
/// <param name="Text">Conditions of the rule, printed on the opinion.</param>
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

public sealed class CertificateWordings
{
    private CertificateWordings(IReadOnlyList<CertificateWording> all, IReadOnlyList<TaxRelief> reliefs) => (All, Reliefs) = (all, reliefs);

    public IReadOnlyList<CertificateWording> All { get; }

    public IReadOnlyList<TaxRelief> Reliefs { get; }

    /// <summary>The wording in force on a day; throws <see cref="RuleConflictException"/> when there is none or more than one.</summary>
    public CertificateWording InForceOn(DateOnly day) => All.InForceOn(day);

    public string RewardOfficeOn(DateOnly day) => InForceOn(day).RewardOffice.Name.Zh;

    /// <summary>The remedies against a decision made on a day, with the names of the reviewing bodies filled in.</summary>
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

    public string? ContactOf(ContractParty organisation, DateOnly day) =>
        organisation.Uscc is { } uscc ? InForceOn(day).Contacts.GetValueOrDefault(uscc) : null;

    /// <summary>
    /// Reliefs for a kind of contract that are in force on any day of a period, because the tax may arise on any of them.
    /// </summary>
    public IReadOnlyList<TaxRelief> ReliefsOf(string kind, DateOnly from, DateOnly to) =>
        [.. Reliefs.Where(r => r.From <= to && (r.To is null || from <= r.To) && r.Kinds.Contains(kind))];

    /// <exception cref="RuleFileException">A file is invalid; the message names file and field.</exception>
    public static CertificateWordings Load() =>
        Check(
            RuleFiles.Read<CertificateWording>(typeof(CertificateWording).Assembly, "Wordings/papers"),
            [.. RuleFiles.Read<IReadOnlyList<TaxRelief>>(typeof(TaxRelief).Assembly, "Wordings/tax-relief").SelectMany(r => r)]
        );

    public static CertificateWordings Check(IReadOnlyList<CertificateWording> all, IReadOnlyList<TaxRelief> reliefs)
    {
        if (all.Count == 0)
            throw new RuleFileException("There is no wording for certificates.");
        var byDate = all.OrderBy(w => w.From).ToArray();
        foreach (var (earlier, later) in byDate.Zip(byDate.Skip(1)))
        {
            if (earlier.To?.AddDays(1) != later.From)
                throw new RuleFileException($"{earlier.Id} to: must be the day before {later.Id} from.");
        }
        foreach (var wording in all)
        {
            if (wording.Remedy is not { Text: { Zh.Length: > 0, En.Length: > 0 }, Citations.Count: > 0 })
                throw new RuleFileException($"{wording.Id} remedy: needs zh, en and citations.");
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
