using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>The Table service at one address: how requests to it are made and sent.</summary>
internal sealed class TableService
{
    public const string MinimalMetadata = "application/json;odata=minimalmetadata";

    private readonly string _version;
    private readonly bool _isTraced;

    public TableService(Uri endpoint, TableClientOptions options, HttpPipelinePolicy? authorisation, string? accountName)
    {
        Endpoint = endpoint;
        _version = options.VersionText;
        _isTraced = options.Diagnostics.IsDistributedTracingEnabled;
        var pipeline = new HttpPipelineOptions(options) { RequestFailedDetailsParser = TableErrorParser.Instance };
        if (authorisation is not null) pipeline.PerRetryPolicies.Add(authorisation);
        Pipeline = HttpPipelineBuilder.Build(pipeline);
        AccountName = accountName ?? AccountOf(endpoint);
    }

    public Uri Endpoint { get; }

    public string AccountName { get; }

    public HttpPipeline Pipeline { get; }

    /// <param name="method">The verb.</param>
    /// <param name="path">What follows the address of the service, escaped, with its query.</param>
    /// <param name="success">The statuses that are no error.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public HttpMessage Message(RequestMethod method, string path, ReadOnlySpan<int> success, CancellationToken cancellationToken)
    {
        var statuses = new ushort[success.Length];
        for (var i = 0; i < success.Length; i++) statuses[i] = (ushort)success[i];
        var message = Pipeline.CreateMessage(new RequestContext { CancellationToken = cancellationToken }, new StatusCodeClassifier(statuses));
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Address(path));
        request.Headers.Add("x-ms-version", _version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add("Accept", MinimalMetadata);
        return message;
    }

    public Uri Address(string path) => new($"{Endpoint.AbsoluteUri.TrimEnd('/')}/{path}");

    /// <param name="message">What to send.</param>
    /// <param name="operation">What a trace calls it: <c>TableClient.GetEntity</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">The status is not one of the message's successes.</exception>
    public Task<Response> SendAsync(HttpMessage message, string operation, CancellationToken cancellationToken) =>
        _isTraced ? OperationTrace.RunAsync(operation, () => SendAsync(message, cancellationToken)) : SendAsync(message, cancellationToken);

    private async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await Pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }

    // https://account.table.core.windows.net, or an emulator's http://127.0.0.1:10002/account.
    private static string AccountOf(Uri endpoint) => endpoint.HostNameType == UriHostNameType.Dns && endpoint.Host.Contains('.', StringComparison.Ordinal)
        ? endpoint.Host[..endpoint.Host.IndexOf('.', StringComparison.Ordinal)]
        : endpoint.Segments.Length > 1 ? endpoint.Segments[1].TrimEnd('/') : "";
}
