namespace QuestPDF.Layout.Tables;

/// <summary>Column width: fixed, in points, or a share of the width that fixed columns leave. The other value is 0.</summary>
internal readonly record struct TableColumn(double Constant, double Share);
