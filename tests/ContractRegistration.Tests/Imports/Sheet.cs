using System.Text;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.Spreadsheets;

namespace TechTransfer.ContractRegistration.Tests.Imports;

internal sealed class Sheet(IEnumerable<string> columns)
{
    private readonly List<Dictionary<string, string>> rows = [];

    public List<string> Columns { get; } = [.. columns];

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows => rows;

    public static Sheet Of(params string[] samples)
    {
        var sheet = new Sheet(NationalForm.Columns.Select(c => c.Name));
        foreach (var sample in samples)
            sheet.Add(RowOf(Given.Drafted(sample)));
        return sheet;
    }

    public static Sheet Many(int count)
    {
        var sheet = new Sheet(NationalForm.Columns.Select(c => c.Name));
        for (var i = 1; i <= count; i++)
        {
            var row = RowOf(Given.Drafted("C01"));
            row[NationalForm.Title] = $"第 {i} 号项目（虚构）";
            sheet.Add(row);
        }
        return sheet;
    }

    public static Dictionary<string, string> RowOf(Contract state) =>
        NationalForm.Exported.ToDictionary(c => c.Name, c => ExportCell.TextOf(c.Value!(state)));

    public Sheet Add(Dictionary<string, string> row)
    {
        rows.Add(row);
        return this;
    }

    public Sheet With(string column, string value, int row = 0)
    {
        if (!Columns.Contains(column))
            Columns.Add(column);
        rows[row][column] = value;
        return this;
    }

    public Sheet Registered(int row, string number, string on)
    {
        With(NationalForm.NationalNumber, number, row);
        return With(NationalForm.RegisteredOn, on, row);
    }

    public Sheet Without(string column)
    {
        Columns.Remove(column);
        return this;
    }

    public IEnumerable<string[]> Lines(bool chinese = true)
    {
        yield return [.. Columns.Select(c => chinese && NationalForm.Find(c) is { } column ? column.Heading : c)];
        foreach (var row in rows)
            yield return [.. Columns.Select(c => row.GetValueOrDefault(c, ""))];
    }

    public byte[] Csv(Encoding? encoding = null, bool chinese = true)
    {
        var text = string.Concat(Lines(chinese).Select(line => string.Join(',', line.Select(Quoted)) + "\r\n"));
        return (encoding ?? new UTF8Encoding(false)).GetBytes(text);
    }

    public static Encoding Gb18030 => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
