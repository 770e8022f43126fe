using QuestPDF.Infrastructure;

namespace QuestPDF.Helpers;

/// <summary>Paper sizes of ISO 216 and the American sizes Letter and Legal.</summary>
public static class PageSizes
{
    public static PageSize A3 { get; } = new(297, 420, Unit.Millimetre);
    public static PageSize A4 { get; } = new(210, 297, Unit.Millimetre);
    public static PageSize A5 { get; } = new(148, 210, Unit.Millimetre);
    public static PageSize A6 { get; } = new(105, 148, Unit.Millimetre);
    public static PageSize B4 { get; } = new(250, 353, Unit.Millimetre);
    public static PageSize B5 { get; } = new(176, 250, Unit.Millimetre);
    public static PageSize Letter { get; } = new(8.5f, 11, Unit.Inch);
    public static PageSize Legal { get; } = new(8.5f, 14, Unit.Inch);
}
