namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>The file cannot be read as what it says it is.</summary>
    public static ProblemKind ImportFileUnreadable { get; } =
        new("import_file_unreadable", 422, new("无法读取文件：{reason}", "The file cannot be read: {reason}"));

    /// <summary>The file holds no rows.</summary>
    public static ProblemKind ImportFileEmpty { get; } =
        new(
            "import_file_empty",
            422,
            new(
                "文件中没有数据行：第一行应为列名，其后每行一份合同。",
                "The file holds no rows: the first is the headings, then one contract a row."
            )
        );

    /// <summary>The headings are not those of the form.</summary>
    public static ProblemKind ImportHeadingsWrong { get; } =
        new(
            "import_headings_wrong",
            422,
            new(
                "列名有 {count} 处不正确，请逐项更正；可先导出一份作为模板。",
                "{count} of the headings are wrong: correct each; an export can serve as a template."
            )
        );

    /// <summary>The file holds too many rows.</summary>
    public static ProblemKind ImportTooManyRows { get; } =
        new("import_too_many_rows", 422, new("一个文件最多 {limit} 行，请拆分后分别导入。", "A file may hold {limit} rows: split it."));

    /// <summary>A row's cells cannot be read as a contract.</summary>
    public static ProblemKind RowMalformed { get; } =
        new(
            "row_malformed",
            422,
            new(
                "该行有 {count} 处无法识别，请更正后重新导入。",
                "{count} cells of the row cannot be understood: correct them and import again."
            )
        );

    /// <summary>A row's contract was drafted or registered before.</summary>
    public static ProblemKind RowDuplicate { get; } =
        new(
            "row_duplicate",
            409,
            new(
                "该合同（当事人、项目名称、金额和签订日期均相同）此前已导入。",
                "This contract (same parties, title, value and day of signing) was imported before."
            )
        );

    /// <summary>The system failed at a row, which waits for it.</summary>
    public static ProblemKind RowSetAside { get; } =
        new(
            "row_set_aside",
            500,
            new(
                "系统处理该行时出错，已记录并将自动重试；其余各行不受影响。",
                "The system failed at this row; it is noted and tried again by itself. The other rows went on."
            )
        );

    /// <summary>A national number belongs to another case.</summary>
    public static ProblemKind NationalNumberTaken { get; } =
        new(
            "national_number_taken",
            409,
            new("该登记编号已属于另一份合同，请核对。", "This registration number belongs to another contract: check it.")
        );

    /// <summary>A text does not fit into a cell of a workbook.</summary>
    public static ProblemKind CellTooLong { get; } =
        new(
            "cell_too_long",
            422,
            new(
                "合同 {contract} 的“{column}”超过 Excel 单元格上限 {limit} 个字符，请改用 format=csv 导出。",
                "The column {column} of contract {contract} has more characters than a cell of a workbook takes ({limit}): export with format=csv."
            )
        );
}
