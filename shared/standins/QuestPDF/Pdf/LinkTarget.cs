namespace QuestPDF.Pdf;

/// <summary>Target of a link: either a web address or a section of the document.</summary>
internal sealed record LinkTarget(string? Address, string? Section)
{
    public static LinkTarget ToAddress(string address) => new(address, null);

    public static LinkTarget ToSection(string section) => new(null, section);
}
