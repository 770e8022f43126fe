using System.IO.Compression;
using System.Text;
using TechTransfer.Pdf.Pictures;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Detects the type of a file from its content, because names and media types are unreliable.</summary>
internal static class FileKind
{
    private const string SaveAs = "请在Excel中打开，另存为新版Excel工作簿或者CSV文件后再导入";
    private const string SaveAsEn = "open it in Excel and save it as .xlsx or CSV";

    /// <exception cref="ImportFileException">The file is of another type, which the message names.</exception>
    public static string Of(Stream file)
    {
        file.Position = 0;
        var head = new byte[1024];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var start = head.AsSpan(0, length);
        if (start.StartsWith("PK"u8))
            return OfPackage(file);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw Contains(file, "EncryptedPackage")
                ? Other("设有打开密码的Excel工作簿", "an Excel workbook with a password", "请取消密码后再导入", "remove the password")
                : Other("旧版Excel工作簿（97-2003格式）", "an old Excel workbook (.xls)", SaveAs, SaveAsEn);
        if (start.StartsWith("%PDF-"u8))
            throw Other("PDF文件", "a PDF", "请导入表格文件", "import a table");
        if (PngChunks.Recognizes(start) || JpegSegments.Recognizes(start))
            throw Other("图片", "a picture", "请导入表格文件", "import a table");
        if (
            start.StartsWith("Rar!"u8)
            || start.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF])
            || start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])
        )
            throw Other("压缩文件", "a compressed archive", "请解压后导入其中的表格", "unpack it and import the table in it");
        var text = Encoding.Latin1.GetString(start).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        if (text.Contains("urn:schemas-microsoft-com:office:spreadsheet", StringComparison.OrdinalIgnoreCase))
            throw Other("以网页数据格式保存的Excel表格", "an Excel table saved as XML", SaveAs, SaveAsEn);
        if (
            text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<table", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase)
        )
            throw Other("以网页格式保存的表格", "a table saved as a web page", SaveAs, SaveAsEn);
        return ImportFile.Csv;
    }

    // Looks only at the names of the parts in the ZIP package; the workbook reader validates their content.
    private static string OfPackage(Stream file)
    {
        if (Hosting.Documents.PackageCheck.Directory(file) is not null)
            return ImportFile.Xlsx;
        HashSet<string> parts;
        string? type;
        try
        {
            using var package = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            parts = package.Entries.Select(e => e.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            type = package.GetEntry("mimetype") is { Length: < 200 } entry ? Read(entry) : null;
        }
        catch (InvalidDataException)
        {
            return ImportFile.Xlsx;
        }
        if (type?.Contains("opendocument.spreadsheet", StringComparison.Ordinal) == true)
            throw Other("开放文档格式的表格", "an OpenDocument spreadsheet (.ods)", SaveAs, SaveAsEn);
        if (parts.Contains("xl/workbook.bin"))
            throw Other("二进制格式的Excel工作簿", "a binary Excel workbook (.xlsb)", SaveAs, SaveAsEn);
        if (parts.Contains("word/document.xml"))
            throw Other("文字处理文档", "a Word document (.docx)", "请导入表格文件", "import a table");
        if (parts.Contains("ppt/presentation.xml"))
            throw Other("演示文稿", "a presentation (.pptx)", "请导入表格文件", "import a table");
        if (parts.Contains("OFD.xml"))
            throw Other("版式文档", "an OFD document", "请导入表格文件", "import a table");
        if (type is not null)
            throw Other("开放文档格式的文档", "an OpenDocument file", "请导入表格文件", "import a table");
        if (parts.Contains("Index/Document.iwa"))
            throw Other("苹果电脑的表格", "a Numbers spreadsheet", SaveAs, "export it as .xlsx or CSV");
        if (!parts.Contains("_rels/.rels") && parts.Count > 0)
            throw Other("压缩文件", "a compressed archive", "请解压后导入其中的表格", "unpack it and import the table in it");
        return ImportFile.Xlsx;
    }

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        var text = new char[200];
        return new(text, 0, reader.ReadBlock(text));
    }

    // Searches the start and the end of the file. Directory names in an OLE file (old Excel or Word) are UTF-16.
    private static bool Contains(Stream file, string name)
    {
        file.Position = 0;
        var bytes = new byte[Math.Min(file.Length, 64 * 1024)];
        file.ReadExactly(bytes);
        var tail = new byte[Math.Min(file.Length, 64 * 1024)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var wanted = Encoding.Unicode.GetBytes(name);
        return bytes.AsSpan().IndexOf(wanted) >= 0 || tail.AsSpan().IndexOf(wanted) >= 0;
    }

    private static ImportFileException Other(string zh, string en, string remedy, string remedyEn) =>
        ImportFileException.Unreadable($"文件是{zh}，{remedy}", $"it is {en}: {remedyEn}");
}
