using CsvHelper;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TechTransfer.Spreadsheets;

/// <summary>A csv file as an answer, written while its lines come in: UTF-8 with its mark, so that Excel knows it, and no text that runs as a formula.</summary>
public sealed class CsvFile(string name, IAsyncEnumerable<string[]> lines) : IResult
{
    private const string MediaType = "text/csv; charset=utf-8";
    // What is sent at once.
    private const int LinesAtOnce = 100;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = MediaType;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name }.ToString();
        await WriteAsync(response.Body, lines, httpContext.RequestAborted);
    }

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
            if (++count % LinesAtOnce == 0) await SendAsync();
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
