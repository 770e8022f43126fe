namespace QuestPDF.Infrastructure;

public class DocumentMetadata
{
    public string? Title { get; set; }
    public string? Author { get; set; }
    public string? Subject { get; set; }
    public string? Keywords { get; set; }
    public string? Creator { get; set; }
    public string? Producer { get; set; }

    /// <summary>A language tag such as <c>zh-CN</c>.</summary>
    public string? Language { get; set; }

    public DateTimeOffset CreationDate { get; set; } = TimeProvider.System.GetLocalNow();
    public DateTimeOffset ModifiedDate { get; set; } = TimeProvider.System.GetLocalNow();

    public static DocumentMetadata Default => new();
}
