using System.Globalization;
using System.Text.Json;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Documents;
using TechTransfer.Hosting.Problems;
using TechTransfer.Pdf.Verification;

// Reads one file in a separate process with limited memory: `import MEDIATYPE FILE`, `document FILE`, `verify FILE` or `json FILE`. Prints
// the code of the refusal (or `taken`) and the number of allocated bytes.
if (args is not [var kind, .., var path])
    return 2;
await using var file = File.OpenRead(path);
var before = GC.GetTotalAllocatedBytes();
var answer = kind switch
{
    "import" => Import(file),
    "document" => (PackageCheck.Directory(file) ?? DocumentCheck.Of(file, DocumentType.Of(file)!))?.Kind.Code,
    "verify" => PdfSignatures.Verify(await File.ReadAllBytesAsync(path), []).Problem?.ToString(),
    "json" => Parse(await File.ReadAllBytesAsync(path)),
    _ => throw new ArgumentException(kind),
};
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answer ?? "taken"} {GC.GetTotalAllocatedBytes() - before}"));
return 0;

static string? Import(Stream file)
{
    try
    {
        foreach (var part in new ImportFile(file, ImportMode.Drafts).Rows().Chunk(ImportLimits.RowsPerPart))
            StartImport.BytesOf(part);
        return null;
    }
    catch (ImportFileException refused)
    {
        return refused.Problem.Kind.Code;
    }
}

static string? Parse(byte[] json)
{
    try
    {
        RequestBody.Parse<JsonElement>(json);
        return null;
    }
    catch (ProblemException refused)
    {
        return refused.Problem.Kind.Code;
    }
}
