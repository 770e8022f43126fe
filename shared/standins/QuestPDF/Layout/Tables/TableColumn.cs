namespace QuestPDF.Layout.Tables;

/// <summary>A width in points, or a share of what the columns with a width leave.</summary>
internal readonly record struct TableColumn(double Constant, double Share);
