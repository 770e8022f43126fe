using CsvHelper;

namespace TechTransfer.Spreadsheets;

/// <summary>A csv file, written while its lines come in: UTF-8 with its mark, so that Excel knows it, and no text that runs as a
/// formula.</summary>
public static class CsvFile
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "text/csv; charset=utf-8";

    // What is sent at once.
    private const int LinesAtOnce = 100;

    /// <summary>Writes the file to a stream.</summary>
    public static async Task WriteAsync(Stream output, IAsyncEnumerable<string[]> lines, CancellationToken cancellation)
    {
        await output.WriteAsync("\uFEFF"u8.ToArray(), cancellation);
        // Through memory, since a response takes no synchronous writes.
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
