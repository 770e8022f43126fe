namespace QuestPDF.Infrastructure;

/// <summary>A slot for exactly one child. Fluent methods fill it and return the slot inside the new child.</summary>
public interface IContainer
{
    IElement? Child { get; set; }
}
