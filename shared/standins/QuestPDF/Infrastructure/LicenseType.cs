namespace QuestPDF.Infrastructure;

public enum LicenseType
{
    Community,
    Professional,
    Enterprise,
}
