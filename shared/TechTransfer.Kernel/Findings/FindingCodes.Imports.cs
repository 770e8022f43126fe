namespace TechTransfer.Kernel.Findings;

#pragma warning disable CS1591 // The text of each code is its documentation.
public static partial class FindingCodes
{
    public static FindingCode ValueMissing { get; } = new("value_missing", new("必填的单元格为空。", "A required cell is empty."));
    public static FindingCode NotAnAmount { get; } =
        new("not_an_amount", new("单元格不是以元为单位的金额。", "A cell is not an amount in yuan."));
    public static FindingCode AmountTooLarge { get; } = new("amount_too_large", new("金额过大。", "An amount is too large."));
    public static FindingCode TooManyDecimals { get; } =
        new("too_many_decimals", new("金额超过两位小数。", "An amount has more than two decimals."));
    public static FindingCode NotANumber { get; } =
        new("not_a_number", new("单元格不是数字或者比例。", "A cell is not a number or share."));
    public static FindingCode NotADate { get; } = new("not_a_date", new("单元格不是日期。", "A cell is not a date."));
    public static FindingCode NotYesOrNo { get; } = new("not_yes_or_no", new("单元格不是“是”或“否”。", "A cell is neither yes nor no."));
    public static FindingCode UnknownCodeName { get; } =
        new("unknown_word", new("单元格的文字不在可选项之中。", "The text of a cell is not one of the choices."));
    public static FindingCode NotAList { get; } = new("not_a_list", new("单元格中的列表格式不正确。", "The list in a cell is malformed."));
    public static FindingCode ColumnUnknown { get; } = new("column_unknown", new("列名不存在。", "A column does not exist."));
    public static FindingCode ColumnRepeated { get; } = new("column_repeated", new("列名重复。", "A column appears more than once."));
    public static FindingCode ColumnMissing { get; } = new("column_missing", new("缺少必需的列。", "A required column is missing."));
    public static FindingCode CellWithoutHeading { get; } =
        new("cell_without_heading", new("单元格没有对应的列名。", "A cell has no heading."));
    public static FindingCode CellError { get; } = new("cell_error", new("单元格是错误值。", "A cell contains an error value."));
    public static FindingCode FormulaUncalculated { get; } =
        new("formula_uncalculated", new("单元格是尚未计算的公式。", "A cell contains a formula that has not been calculated."));
    public static FindingCode CellMerged { get; } =
        new(
            "cell_merged",
            new("合并单元格中的名称或金额无法分到各行。", "A merged cell's title or amount cannot be assigned to its rows.")
        );
    public static FindingCode DateRounded { get; } =
        new("date_rounded", new("时间为午夜前片刻，已按次日读取。", "A time just before midnight was read as the next day."));
    public static FindingCode LineBreakReplaced { get; } =
        new("line_break_replaced", new("单元格中的换行已改为空格。", "A line break in a cell was replaced by a space."));
    public static FindingCode CellTooLong { get; } = new("cell_too_long", new("单元格过长。", "A cell is too long."));
    public static FindingCode DigitsLost { get; } =
        new(
            "digits_lost",
            new("数字超过15位，工作簿已丢失尾数。", "A number has more than 15 digits, so the workbook has lost the last ones.")
        );
}
