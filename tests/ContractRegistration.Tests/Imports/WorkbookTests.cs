using DocumentFormat.OpenXml.Spreadsheet;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.Spreadsheets;

namespace TechTransfer.ContractRegistration.Tests.Imports;

public sealed class WorkbookTests
{
    private static readonly string[] Needed = [.. NationalForm.Columns.Where(c => c.Need == Need.Always).Select(c => c.Name)];

    [Fact]
    public void Shared_strings_are_looked_up_runs_joined_and_readings_left_out()
    {
        var shared = new List<SharedStringItem>
        {
            new(new Text("智能装配线")),
            new(new Run(new Text("视觉")), new Run(new RunProperties(new Bold()), new Text("检测"))),
            new(new Text("重庆"), new PhoneticRun(new Text("chongqing")) { BaseTextStartIndex = 0, EndingBaseIndex = 2 }),
        };
        var row = RowOf([Workbook.Shared(0), Workbook.Shared(1), Workbook.Shared(2)], ["projectname", "seller_name", "buyername"], shared);

        Assert.Equal("智能装配线", row.Cells["projectname"]);
        Assert.Equal("视觉检测", row.Cells["seller_name"]);
        Assert.Equal("重庆", row.Cells["buyername"]);
    }

    [Fact]
    public void A_shared_string_that_is_not_there_is_a_broken_file() =>
        Assert.Equal(
            "import_file_unreadable",
            Assert.Throws<ImportFileException>(() => RowOf([Workbook.Shared(7)], ["projectname"], [new(new Text("甲"))])).Problem.Kind.Code
        );

    [Theory]
    [InlineData("46082", false, "2026-03-01")]
    [InlineData("46082.75", false, "2026-03-01")]
    [InlineData("1", false, "1900-01-01")]
    [InlineData("59", false, "1900-02-28")]
    [InlineData("61", false, "1900-03-01")]
    [InlineData("44620", true, "2026-03-01")]
    // Left as numbers: day 60 (29 February 1900, which never existed), and a date written as 20260301.
    [InlineData("60", false, "60")]
    [InlineData("20260301", false, "20260301")]
    public void Serial_days_become_dates_in_date_columns(string serial, bool is1904, string expected)
    {
        var row = RowOf([Workbook.Number(serial)], ["signdate"], is1904: is1904);

        Assert.Equal(expected, row.Cells["signdate"]);
    }

    [Theory]
    [InlineData("1200000", "1200000")]
    [InlineData("1.2E6", "1200000")]
    [InlineData("0.10000000000000001", "0.1")]
    [InlineData("1234567.8900000001", "1234567.89")]
    [InlineData("-5", "-5")]
    public void Numbers_are_what_the_workbook_shows(string stored, string expected) =>
        Assert.Equal(expected, RowOf([Workbook.Number(stored)], ["totalamount"]).Cells["totalamount"]);

    [Fact]
    public void A_long_code_as_a_number_has_lost_digits()
    {
        var row = RowOf([Workbook.Number("5.0000120250001E+15"), Workbook.Number("13800000000")], ["nationalnumber", "buyer_contacttel"]);

        Assert.Equal(("nationalnumber", "digits_lost"), (row.Errors.Single().Path, row.Errors.Single().Code));
        Assert.Equal("13800000000", row.Cells["buyer_contacttel"]);
    }

    [Fact]
    public void Gaps_and_empty_cells_move_nothing()
    {
        var columns = new[] { "projectname", "totalamount", "seller_name", "buyername" };
        var first = Workbook.Inline("甲");
        first.CellReference = "A2";
        var empty = new Cell { CellReference = "B2" };
        var last = Workbook.Inline("丁");
        last.CellReference = "D2";
        var row = RowOf([first, empty, last], columns);

        Assert.Equal("甲", row.Cells["projectname"]);
        Assert.Equal("丁", row.Cells["buyername"]);
        Assert.Equal(2, row.Cells.Count);
    }

    [Fact]
    public void Truth_values_errors_and_formulas_are_read_as_they_show()
    {
        var truth = new Cell { DataType = CellValues.Boolean, CellValue = new("1") };
        var error = new Cell { DataType = CellValues.Error, CellValue = new("#N/A") };
        var formula = new Cell { CellFormula = new("B1*2"), CellValue = new("42") };
        var text = new Cell
        {
            DataType = CellValues.String,
            CellFormula = new("A1"),
            CellValue = new("甲"),
        };
        var row = RowOf([truth, error, formula, text], ["isrelated", "buyername", "totalamount", "projectname"]);

        Assert.Equal("是", row.Cells["isrelated"]);
        Assert.Equal(("buyername", "cell_error"), (row.Errors.Single().Path, row.Errors.Single().Code));
        Assert.Equal("42", row.Cells["totalamount"]);
        Assert.Equal("甲", row.Cells["projectname"]);
    }

    [Fact]
    public void A_cell_under_no_heading_is_a_fault_of_its_row()
    {
        var row = RowOf([.. Enumerable.Range(0, Needed.Length + 3).Select(_ => Workbook.Inline("甲"))], []);

        Assert.Equal("cell_without_heading", row.Errors.Single().Code);
    }

    [Theory]
    [InlineData("甲\r\n乙\u0001")]
    [InlineData("_x000D_")]
    [InlineData("_x005F_x000D_")]
    [InlineData("𠮷 _x _xZZZZ_ ")]
    [InlineData("\uD800")]
    [InlineData("\uFFFE")]
    public void Texts_that_xml_cannot_carry_come_back(string text)
    {
        var encoded = XlsxText.Encode(text);

        Assert.Equal(text, XlsxText.Decode(encoded));
        Assert.All(
            encoded.EnumerateRunes().Where(r => r.IsBmp),
            r => Assert.True(System.Xml.XmlConvert.IsXmlChar((char)r.Value) && r.Value != '\r')
        );
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86 23", "'+86 23")]
    [InlineData("-5", "'-5")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("＝1", "'＝1")]
    [InlineData("'=x", "''=x")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void A_text_never_runs_as_a_formula_and_comes_back(string text, string written)
    {
        Assert.Equal(written, FormulaGuard.Put(text));
        Assert.Equal(text, FormulaGuard.Take(written));
    }

    private static ImportRow RowOf(
        IReadOnlyList<Cell> cells,
        string[] columns,
        IEnumerable<SharedStringItem>? shared = null,
        bool is1904 = false
    )
    {
        string[] headings = [.. columns, .. Needed.Except(columns)];
        var file = Workbook.Of([headings.Select(Workbook.Inline), cells], shared, is1904);
        return FileTests.Read(file).Single();
    }
}
