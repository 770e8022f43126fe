namespace QuestPDF.Infrastructure;

public interface IElement;
