using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Wire;

/// <summary>The requests about tables themselves.</summary>
internal static class TableRequests
{
    public static async Task<Response<TableItem>> CreateAsync(TableService service, string table, bool mayExist, string operation, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        using var message = service.Message(RequestMethod.Post, "Tables", mayExist ? [201, 204, 409] : [201, 204], cancellationToken);
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new { TableName = table }));
        var response = await service.SendAsync(message, operation, cancellationToken).ConfigureAwait(false);
        if (response.Status != 409) return Response.FromValue(new TableItem(table), response);

        // Another 409 is a table that is still being deleted.
        var refusal = new RequestFailedException(response);
        return refusal.ErrorCode == TableErrorCode.TableAlreadyExists ? Response.FromValue(new TableItem(table), response) : throw refusal;
    }

    public static async Task<Response> DeleteAsync(TableService service, string table, string operation, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        using var message = service.Message(RequestMethod.Delete, EntityPath.Table(table), [204, 404], cancellationToken);
        return await service.SendAsync(message, operation, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<Page<TableItem>> ReadPageAsync(
        TableService service, string? filter, int? top, string? continuation, CancellationToken cancellationToken)
    {
        var path = $"Tables{EntityPath.Query(filter, top, select: null, continuation)}";
        using var message = service.Message(RequestMethod.Get, path, [200], cancellationToken);
        var response = await service.SendAsync(message, "TableServiceClient.Query", cancellationToken).ConfigureAwait(false);
        using var json = JsonDocument.Parse(response.Content);
        var tables = json.RootElement.GetProperty("value").EnumerateArray()
            .Select(table => new TableItem(table.GetProperty("TableName").GetString()!));
        return Page<TableItem>.FromValues([.. tables], Continuation.TokenOf(response), response);
    }
}
