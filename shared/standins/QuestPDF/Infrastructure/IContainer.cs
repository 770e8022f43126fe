namespace QuestPDF.Infrastructure;

/// <summary>A place for exactly one child; the fluent methods fill it and return the place inside.</summary>
public interface IContainer
{
    IElement? Child { get; set; }
}
