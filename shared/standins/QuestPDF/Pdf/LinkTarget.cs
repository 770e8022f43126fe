namespace QuestPDF.Pdf;

/// <summary>Where a link leads: to an address outside, or to a section of the document.</summary>
internal sealed record LinkTarget(string? Address, string? Section)
{
    public static LinkTarget ToAddress(string address) => new(address, null);

    public static LinkTarget ToSection(string section) => new(null, section);
}
