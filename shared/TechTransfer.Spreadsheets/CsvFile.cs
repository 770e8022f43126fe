using CsvHelper;

namespace TechTransfer.Spreadsheets;

/// <summary>Writes a csv file while its lines arrive, so that a large export needs little memory. UTF-8 with a byte order mark, so that
/// Excel recognises the encoding. Texts that look like formulas are guarded.</summary>
public static class CsvFile
{
    /// <summary>Value of the Content-Type header; names the encoding.</summary>
    public const string MediaType = "text/csv; charset=utf-8";

    // Lines collected before each write to the response.
    private const int LinesAtOnce = 100;

    /// <summary>Writes lines as they arrive. Each array is one line; <see cref="FormulaGuard"/> is applied to its texts.</summary>
    public static async Task WriteAsync(Stream output, IAsyncEnumerable<string[]> lines, CancellationToken cancellation)
    {
        await output.WriteAsync("\uFEFF"u8.ToArray(), cancellation);
        // Buffered in memory, since a response does not accept synchronous writes.
        using var buffer = new MemoryStream();
        await using var csv = CsvWriter.Create(buffer, new CsvWriterOptions(), leaveOpen: true);
        var count = 0;
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            await csv.WriteRecordAsync([.. line.Select(FormulaGuard.Put)], cancellation);
            if (++count % LinesAtOnce == 0)
                await SendAsync();
        }
        await SendAsync();

        async Task SendAsync()
        {
            await csv.FlushAsync(cancellation);
            await output.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellation);
            buffer.SetLength(0);
        }
    }
}
