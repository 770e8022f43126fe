namespace QuestPDF.Infrastructure;

public enum AspectRatioOption
{
    FitWidth,
    FitHeight,
    FitArea,
}
