using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Documents;

/// <summary>A document was uploaded.</summary>
[WireName("DocumentAttached")]
public sealed record DocumentAttached(Document Document) : AchievementEvent;

/// <summary>Keeps a document whose content was received: agreements, minutes, consents are then named by its hash.</summary>
public static class AttachDocument
{
    private const int MostDocuments = 300;

    public static Outcome<Change<Achievement>> Decide(
        Achievement state,
        string name,
        string sha256,
        string type,
        long size,
        Caller caller,
        DateTimeOffset now
    )
    {
        if (Access.Office(state, caller) is { } refused)
            return refused;
        var findings = new Findings();
        findings.Text(name, "name");
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0)
            findings.Error(FindingCodes.TextMalformed, "name", "文件名不能含有 / 或 \\。", "A file's name has no / and no \\.");
        if (state.Documents.Count >= MostDocuments)
            findings.Error(FindingCodes.DocumentsCount, "", $"最多 {MostDocuments} 份文件。", $"At most {MostDocuments} documents.");
        if (findings.Refusal() is { } refusal)
            return refusal;
        if (state.Documents.Any(d => d.Sha256 == sha256))
            return Problem.Of(Catalogue.NothingChanged);
        var document = new Document(sha256, name, type, size, Act.Of(caller, now));
        return new Change<Achievement>(
            state with
            {
                Documents = [.. state.Documents, document],
            },
            new DocumentAttached(document)
            {
                Ledger = [new("document", new($"上传文件“{name}”。", $"Document '{name}' uploaded."), Documents: [sha256])],
            }
        );
    }
}
