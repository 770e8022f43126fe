using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Wire;

/// <summary>The request of a transaction: a multipart batch with one change set, each part an HTTP request of its own.</summary>
internal static class TransactionBody
{
    public static (string ContentType, byte[] Body) Write(TableService service, IReadOnlyList<EntityOperation> operations)
    {
        var batch = $"batch_{Guid.NewGuid():D}";
        var changes = $"changeset_{Guid.NewGuid():D}";
        using var body = new MemoryStream();
        Line(body, $"--{batch}");
        Line(body, $"Content-Type: multipart/mixed; boundary={changes}");
        Line(body, "");
        foreach (var operation in operations)
        {
            Line(body, $"--{changes}");
            Line(body, "Content-Type: application/http");
            Line(body, "Content-Transfer-Encoding: binary");
            Line(body, "");
            Line(body, $"{operation.Method.Method} {service.Address(operation.Path).AbsoluteUri} HTTP/1.1");
            Line(body, "DataServiceVersion: 3.0");
            Line(body, $"Accept: {TableService.MinimalMetadata}");
            foreach (var (name, value) in operation.Headers()) Line(body, $"{name}: {value}");
            if (operation.Body is { } content)
            {
                Line(body, string.Create(CultureInfo.InvariantCulture, $"Content-Length: {content.Length}"));
                Line(body, "");
                body.Write(content.Span);
            }
            else
            {
                Line(body, "");
            }
            Line(body, "");
        }
        Line(body, $"--{changes}--");
        Line(body, $"--{batch}--");
        return ($"multipart/mixed; boundary={batch}", body.ToArray());
    }

    private static void Line(Stream body, string text) => body.Write(Encoding.UTF8.GetBytes(text + "\r\n"));
}
