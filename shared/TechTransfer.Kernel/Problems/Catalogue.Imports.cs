namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>An import file is neither a readable CSV file nor a readable workbook.</summary>
    public static ProblemKind ImportFileUnreadable { get; } =
        new(
            "import_file_unreadable",
            422,
            new("无法读取文件（{reason}）；请更正后重新导入。", "The file cannot be read ({reason}). Correct it and import it again.")
        );

    /// <summary>An import file has no rows below its headings.</summary>
    public static ProblemKind ImportFileEmpty { get; } =
        new(
            "import_file_empty",
            422,
            new(
                "文件中没有数据行；请在第一行填写列名，其后每行填写一份合同。",
                "The file has no rows. Put the headings in the first row and one contract in each row after it."
            )
        );

    /// <summary>Headings of an import file are unknown, missing or repeated; <c>Errors</c> lists them.</summary>
    public static ProblemKind ImportHeadingsWrong { get; } =
        new(
            "import_headings_wrong",
            422,
            new(
                "列名有{count}处不正确；请逐项更正，也可以先导出一份作为模板。",
                "{count} headings are wrong. Correct each of them, or use an export as a template."
            )
        );

    /// <summary>An import file has more rows than an import accepts.</summary>
    public static ProblemKind ImportTooManyRows { get; } =
        new(
            "import_too_many_rows",
            422,
            new("一个文件最多{limit}行；请拆分后分别导入。", "A file can have at most {limit} rows. Split it and import the parts.")
        );

    /// <summary>Cells of an imported row cannot be read as their columns require. Appears in the import's report.</summary>
    public static ProblemKind RowMalformed { get; } =
        new(
            "row_malformed",
            422,
            new(
                "该行有{count}处无法识别；请更正后重新导入。",
                "{count} cells of this row cannot be read. Correct them and import the row again."
            )
        );

    /// <summary>An imported row is a contract that was imported before. Appears in the import's report.</summary>
    public static ProblemKind RowDuplicate { get; } =
        new(
            "row_duplicate",
            409,
            new(
                "该合同（当事人、项目名称、金额和签订日期均相同）此前已导入，未重复登记；确属另一份合同的，请核对上述内容。",
                "This contract (same parties, project name, value and signing date) was imported before and was not registered "
                    + "again. If it is another contract, check these fields."
            )
        );

    /// <summary>An imported row could not be processed because of a system failure and will be retried. Appears in the import's
    /// report.</summary>
    public static ProblemKind RowSetAside { get; } =
        new(
            "row_set_aside",
            500,
            new(
                "系统处理该行时出现故障，已记录并将自动重试，其余各行不受影响；无需重新导入。",
                "The system failed to process this row. The failure was recorded, and the row is retried automatically; the "
                    + "other rows are not affected. Do not import it again."
            )
        );

    /// <summary>The registration number belongs to another contract.</summary>
    public static ProblemKind NationalNumberTaken { get; } =
        new(
            "national_number_taken",
            409,
            new("该登记编号已属于另一份合同；请核对编号。", "This registration number belongs to another contract. Check the number.")
        );

    /// <summary>An export to a workbook failed because a text exceeds the length of a cell.</summary>
    public static ProblemKind CellTooLong { get; } =
        new(
            "cell_too_long",
            422,
            new(
                "合同{contract}的“{column}”超过Excel单元格字数上限（{limit}字）；请改为导出CSV文件。",
                "The column '{column}' of contract {contract} is longer than an Excel cell can hold ({limit} characters). Export "
                    + "a CSV file instead."
            )
        );
}
