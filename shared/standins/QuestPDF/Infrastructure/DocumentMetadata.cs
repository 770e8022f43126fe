namespace QuestPDF.Infrastructure;

public class DocumentMetadata
{
    public string? Title { get; set; }
    public string? Author { get; set; }
    public string? Subject { get; set; }
    public string? Keywords { get; set; }
    public string? Creator { get; set; }
    public string? Producer { get; set; }

    /// <summary>Language tag such as <c>zh-CN</c>; null if not stated.</summary>
    public string? Language { get; set; }

    public DateTimeOffset CreationDate { get; set; } = TimeProvider.System.GetLocalNow();
    public DateTimeOffset ModifiedDate { get; set; } = TimeProvider.System.GetLocalNow();

    public static DocumentMetadata Default => new();
}
