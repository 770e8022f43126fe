using Azure.Core;
using Azure.Data.Tables.Auth;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>The Table service of one storage account: its tables.</summary>
public class TableServiceClient
{
    private readonly TableService _service;

    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(Services.From(connectionString, options))
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
        : this(Services.From(endpoint, credential, options))
    {
    }

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(Services.From(endpoint, tokenCredential, options))
    {
    }

    /// <summary>For mocking.</summary>
    protected TableServiceClient() => _service = null!;

    private TableServiceClient(TableService service) => _service = service;

    public virtual string AccountName => _service.AccountName;

    public virtual Uri Uri => _service.Endpoint;

    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new TableClient(_service, tableName);
    }

    public virtual Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        TableRequests.CreateAsync(_service, tableName, mayExist: false, "TableServiceClient.CreateTable", cancellationToken);

    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        TableRequests.CreateAsync(_service, tableName, mayExist: true, "TableServiceClient.CreateTableIfNotExists", cancellationToken);

    /// <summary>A table that is not there is no error: the response says 404.</summary>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        TableRequests.DeleteAsync(_service, tableName, "TableServiceClient.DeleteTable", cancellationToken);

    public virtual AsyncPageable<TableItem> QueryAsync(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new Pages<TableItem>((continuation, top, cancel) => TableRequests.ReadPageAsync(_service, filter, top, continuation, cancel), maxPerPage, cancellationToken);

    public virtual AsyncPageable<TableItem> QueryAsync(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(TableClient.CreateQueryFilter(filter), maxPerPage, cancellationToken);

    public static string CreateQueryFilter(FormattableString filter) => TableClient.CreateQueryFilter(filter);
}
