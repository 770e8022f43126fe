using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Auth;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>One table: its entities.</summary>
public class TableClient
{
    private readonly TableService _service;

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(Services.From(connectionString, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(Services.From(endpoint, credential, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(Services.From(endpoint, tokenCredential, options), tableName)
    {
    }

    internal TableClient(TableService service, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _service = service;
        Name = tableName;
    }

    /// <summary>For mocking.</summary>
    protected TableClient()
    {
        _service = null!;
        Name = null!;
    }

    public virtual string Name { get; }

    public virtual string AccountName => _service.AccountName;

    public virtual Uri Uri => _service.Address(Name);

    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        TableRequests.CreateAsync(_service, Name, mayExist: false, "TableClient.Create", cancellationToken);

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableRequests.CreateAsync(_service, Name, mayExist: true, "TableClient.CreateIfNotExists", cancellationToken);

    /// <summary>A table that is not there is no error: the response says 404.</summary>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        TableRequests.DeleteAsync(_service, Name, "TableClient.Delete", cancellationToken);

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = EntityRequest(partitionKey, rowKey, select, [200], cancellationToken);
        return Entity<T>(await _service.SendAsync(message, "TableClient.GetEntity", cancellationToken).ConfigureAwait(false));
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = EntityRequest(partitionKey, rowKey, select, [200, 404], cancellationToken);
        var response = await _service.SendAsync(message, "TableClient.GetEntityIfExists", cancellationToken).ConfigureAwait(false);
        return response.Status == 404 ? new MissingEntity<T>(response) : Entity<T>(response);
    }

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => await SendAsync(EntityOperation.Add(Name, entity), [201, 204], "TableClient.AddEntity", cancellationToken).ConfigureAwait(false);

    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        // Without an If-Match the service would insert.
        if (ifMatch == default) throw new ArgumentException("An update needs the ETag that was read, or ETag.All.", nameof(ifMatch));
        return await SendAsync(EntityOperation.Update(Name, entity, ifMatch, mode), [204], "TableClient.UpdateEntity", cancellationToken).ConfigureAwait(false);
    }

    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => await SendAsync(EntityOperation.Upsert(Name, entity, mode), [204], "TableClient.UpsertEntity", cancellationToken).ConfigureAwait(false);

    /// <summary>An entity that is not there is no error: the response says 404.</summary>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        await SendAsync(EntityOperation.Delete(Name, partitionKey, rowKey, ifMatch), [204, 404], "TableClient.DeleteEntity", cancellationToken).ConfigureAwait(false);

    public virtual async Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return await DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken).ConfigureAwait(false);
    }

    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity => new Pages<T>(
            async (continuation, top, cancel) =>
            {
                var path = EntityPath.Entities(Name, EntityPath.Query(filter, top, select, continuation));
                using var message = _service.Message(RequestMethod.Get, path, [200], cancel);
                var response = await _service.SendAsync(message, "TableClient.Query", cancel).ConfigureAwait(false);
                using var json = JsonDocument.Parse(response.Content);
                return Page<T>.FromValues(EntityJson.ReadPage<T>(json.RootElement), Continuation.TokenOf(response), response);
            },
            maxPerPage,
            cancellationToken);

    /// <inheritdoc cref="CreateQueryFilter{T}"/>
    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity => QueryAsync<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    /// <summary>All of the actions are done, or none; they share one partition. One response for each action, in their order.</summary>
    /// <exception cref="TableTransactionFailedException">The service refused one of them.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var operations = transactionActions.Select(action => EntityOperation.Of(Name, action)).ToList();
        if (operations.Count == 0) throw new InvalidOperationException("A transaction needs at least one action.");

        using var message = _service.Message(RequestMethod.Post, "$batch", [202], cancellationToken);
        var (contentType, body) = TransactionBody.Write(_service, operations);
        message.Request.Headers.Add("Content-Type", contentType);
        message.Request.Content = RequestContent.Create(body);
        var response = await _service.SendAsync(message, "TableClient.SubmitTransaction", cancellationToken).ConfigureAwait(false);

        var responses = TransactionAnswer.Read(response);
        if (responses.FirstOrDefault(one => one.IsError) is { } refusal)
        {
            throw new TableTransactionFailedException(new RequestFailedException(refusal, null, TableErrorParser.Instance));
        }
        return responses.Count == operations.Count
            ? Response.FromValue(responses, response)
            : throw new RequestFailedException(response.Status, $"The service answered {responses.Count} of {operations.Count} actions.");
    }

    /// <summary>The filter with its holes filled by literals of the service, quoted as their types need.</summary>
    public static string CreateQueryFilter(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return string.Format(CultureInfo.InvariantCulture, filter.Format, [.. filter.GetArguments().Select(FilterLiteral.Of)]);
    }

    /// <summary>The filter of a lambda that compares properties with values.</summary>
    /// <exception cref="NotSupportedException">The service cannot filter by what the lambda says.</exception>
    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterExpression.Translate(filter);

    private HttpMessage EntityRequest(
        string partitionKey, string rowKey, IEnumerable<string>? select, ReadOnlySpan<int> success, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var path = EntityPath.Entity(Name, partitionKey, rowKey) + EntityPath.Query(filter: null, top: null, select, continuation: null);
        return _service.Message(RequestMethod.Get, path, success, cancellationToken);
    }

    private static Response<T> Entity<T>(Response response)
        where T : class, ITableEntity
    {
        using var json = JsonDocument.Parse(response.Content);
        return Response.FromValue(EntityJson.Read<T>(json.RootElement), response);
    }

    private async Task<Response> SendAsync(EntityOperation operation, int[] success, string name, CancellationToken cancellationToken)
    {
        using var message = _service.Message(operation.Method, operation.Path, success, cancellationToken);
        foreach (var (header, value) in operation.Headers()) message.Request.Headers.Add(header, value);
        if (operation.Body is { } body) message.Request.Content = RequestContent.Create(body);
        return await _service.SendAsync(message, name, cancellationToken).ConfigureAwait(false);
    }
}
